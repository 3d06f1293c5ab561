import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Reloadable } from '../load/useLoad';
import { mandateReactTranslationRef } from '../translation';
import { ErrorState } from './ErrorState';

/**
 * Skeletons while loading, the value when it is there, and an error above what was there before.
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
  switch (load.status) {
    case 'loading':
      return <LoadingLines lines={lines} />;
    case 'loaded':
      return <>{children(load.value)}</>;
    default:
      return (
        <Flex direction="column" gap="3">
          <ErrorState
            error={load.error}
            stale={load.value !== undefined}
            onRetry={load.reload}
          />
          {load.value !== undefined && children(load.value)}
        </Flex>
      );
  }
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
