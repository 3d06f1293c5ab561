import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Button, Flex } from '@backstage/ui';
import type { Page, StoryItem } from '@mandate/plugin-mandate-common';
import {
  EmptyState,
  LoadView,
  loadedValue,
  Story,
  useTimeline,
} from '@mandate/plugin-mandate-react';
import { useEffect, useRef, useState } from 'react';
import { operationsTranslationRef } from '../translation';

/** The most that the backend gives at once. */
const MOST = 100;
const STEP = 25;

/** Findings, changes and outcomes of the entity, newest first. "Show earlier" grows the list in place. */
export function Timeline({ initialCount }: { readonly initialCount: number }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { entity } = useEntity();
  const [count, setCount] = useState(initialCount);
  const load = useTimeline(stringifyEntityRef(entity), count);
  const before = useLastValue(loadedValue(load));
  // While a longer list loads, the shorter one stays: nothing jumps.
  const shown =
    load.status === 'loading' && before
      ? { status: 'loaded' as const, value: before, reload: load.reload }
      : load;

  return (
    <LoadView load={shown} lines={6}>
      {({ items, nextCursor }) =>
        items.length === 0 ? (
          <EmptyState title={t('activity.none')}>
            {t('activity.noneHint')}
          </EmptyState>
        ) : (
          <>
            <Story label={t('activity.title')} items={items} linkChanges />
            {nextCursor && count < MOST && (
              <Flex>
                <Button
                  size="small"
                  variant="secondary"
                  isPending={load.status === 'loading'}
                  onPress={() => setCount(Math.min(MOST, count + STEP))}
                >
                  {t('activity.more')}
                </Button>
              </Flex>
            )}
          </>
        )
      }
    </LoadView>
  );
}

function useLastValue(
  value: Page<StoryItem> | undefined,
): Page<StoryItem> | undefined {
  const last = useRef(value);
  useEffect(() => {
    last.current = value ?? last.current;
  }, [value]);
  return value ?? last.current;
}
