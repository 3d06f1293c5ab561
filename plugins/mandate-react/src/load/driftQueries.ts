import { useApi } from '@backstage/frontend-plugin-api';
import type { Finding, ReleaseView } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '../mandateApiRef';
import { useLive } from './useLive';
import type { Reloadable } from './useLoad';

/** Releases and drift change with changes and findings, which are told; this is for what is missed. */
const POLL_MS = 30_000;

/**
 * What is open about an entity, live.
 *
 * @public
 */
export function useOpenFindings(
  entityRef: string,
): Reloadable<readonly Finding[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal =>
      api.listFindings({ entityRef, state: 'open' }, { signal }),
    concerns: message => message.type === 'finding',
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * What a detector found about an entity, live until it is resolved; nothing when it is not kept any more.
 *
 * @public
 */
export function useFinding(
  entityRef: string,
  id: string,
): Reloadable<Finding | undefined> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: `${entityRef} ${id}`,
    fetchValue: async signal =>
      (await api.listFindings({ entityRef }, { signal })).find(
        finding => finding.id === id,
      ),
    concerns: message => message.type === 'finding' && message.findingId === id,
    pollAfterMs: finding => (finding?.state === 'open' ? POLL_MS : undefined),
  });
}

/**
 * What verified changes brought an entity to, live.
 *
 * @public
 */
export function useReleases(
  entityRef: string,
): Reloadable<readonly ReleaseView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.listReleases(entityRef, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
}
