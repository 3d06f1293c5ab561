import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Reloadable } from '../load/useLoad';
import { mandateReactTranslationRef } from '../translation';
import { ErrorState } from './ErrorState';

/**
 * Skeletons while loading, the value when it is there, and an error above what was there before. What is shown of the
 * value stays mounted when a refresh fails and when the next one succeeds: forms, focus and open dialogs survive both.
 *
 * @public
 */
export function LoadView<T>(props: {
  readonly load: Reloadable<T>;
  /** How many lines the skeleton has. */
  readonly lines?: number;
  readonly children: (value: T) => ReactNode;
}) {
  const { load, lines = 3, children } = props;
  if (load.status === 'loading') {
    return <LoadingLines lines={lines} />;
  }
  return (
    // One tree for both: React keeps what stands at the same place.
    <>
      {load.status === 'error' && (
        <Box mb={load.value === undefined ? undefined : '3'}>
          <ErrorState
            error={load.error}
            stale={load.value !== undefined}
            onRetry={load.reload}
          />
        </Box>
      )}
      {load.status === 'loaded'
        ? children(load.value)
        : load.value !== undefined && children(load.value)}
    </>
  );
}

function LoadingLines({ lines }: { readonly lines: number }) {
  const { t } = useTranslationRef(mandateReactTranslationRef);
  return (
    <Flex direction="column" gap="2" role="status" aria-busy>
      <VisuallyHidden>{t('load.loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          height={20}
          width={line % 3 === 2 ? '60%' : '100%'}
        />
      ))}
    </Flex>
  );
}
