import { useApi } from '@backstage/frontend-plugin-api';
import {
  loadedValue,
  mandateApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';

/** What tells of it are changes; this is for what is missed. */
const POLL_MS = 60_000;

/**
 * Whether it is known that an entity has no workload in any environment. A cluster that cannot be seen leaves it
 * open: what is not seen may still run.
 */
export function useRunsNothing(entityRef: string): boolean {
  const api = useApi(mandateApiRef);
  const live = useLive({
    key: entityRef,
    fetchValue: signal => api.getLive(entityRef, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
  const environments = loadedValue(live);
  return (
    environments !== undefined &&
    environments.every(
      ({ status, workloads }) => status === 'known' && workloads.length === 0,
    )
  );
}
