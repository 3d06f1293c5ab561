import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ChangeSetView,
  DeadLetterView,
  Page,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '../mandateApiRef';
import { useLive } from './useLive';
import type { Reloadable } from './useLoad';

const POLL_MS = 30_000;

/**
 * Sets of changes, live.
 *
 * @public
 */
export function useChangeSets(filter: {
  readonly cursor?: string;
}): Reloadable<Page<ChangeSetView>> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: JSON.stringify(filter),
    fetchValue: signal => api.listChangeSets(filter, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * One set of changes, live until it is over.
 *
 * @public
 */
export function useChangeSet(id: string): Reloadable<ChangeSetView> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: id,
    fetchValue: signal => api.getChangeSet(id, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: ({ progress }) =>
      progress.state === 'succeeded' || progress.state === 'ended'
        ? undefined
        : POLL_MS,
  });
}

/**
 * Messages that could not be delivered.
 *
 * @public
 */
export function useDeadLetters(): Reloadable<readonly DeadLetterView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listDeadLetters({ signal }),
    concerns: () => false,
    pollAfterMs: () => POLL_MS,
  });
}
