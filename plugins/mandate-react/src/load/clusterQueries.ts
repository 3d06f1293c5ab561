import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ClusterView,
  LiveEnvironment,
  LiveEvent,
} from '@mandate/plugin-mandate-common';
import { useRef } from 'react';
import { mandateApiRef } from '../mandateApiRef';
import { useLive } from './useLive';
import { type Reloadable, useLoad } from './useLoad';

const POLL_MS = 15_000;
/** Without signals, what runs is asked for as often. */
const LIVE_POLL_MS = 10_000;

/**
 * The connected clusters, and how they are.
 *
 * @public
 */
export function useClusters(): Reloadable<readonly ClusterView[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listClusters({ signal }),
    concerns: () => false,
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * What runs of an entity in each environment; read again as soon as something in its namespaces changes.
 *
 * @public
 */
export function useLiveEnvironments(
  entityRef: string,
): Reloadable<readonly LiveEnvironment[]> {
  const api = useApi(mandateApiRef);
  const places = useRef<readonly LiveEnvironment[]>([]);
  return useLive({
    key: entityRef,
    fetchValue: async signal => {
      places.current = await api.getLive(entityRef, { signal });
      return places.current;
    },
    concerns: message =>
      message.type === 'cluster' &&
      places.current.some(
        ({ cluster, namespace }) =>
          cluster === message.cluster && message.namespaces.includes(namespace),
      ),
    pollAfterMs: () => LIVE_POLL_MS,
  });
}

/**
 * What the cluster says happened to what runs of an entity.
 *
 * @public
 */
export function useLiveEvents(target: {
  readonly entityRef: string;
  readonly environment: string;
}): Reloadable<readonly LiveEvent[]> {
  const api = useApi(mandateApiRef);
  return useLive({
    key: JSON.stringify(target),
    fetchValue: signal => api.getLiveEvents(target, { signal }),
    concerns: () => false,
    pollAfterMs: () => POLL_MS,
  });
}

/**
 * The last lines that a container wrote.
 *
 * @public
 */
export function useLiveLog(pod: {
  readonly entityRef: string;
  readonly environment: string;
  readonly pod: string;
  readonly container: string;
}): Reloadable<readonly string[]> {
  const api = useApi(mandateApiRef);
  return useLoad(JSON.stringify(pod), signal =>
    api.getLiveLog(pod, { signal }),
  );
}
