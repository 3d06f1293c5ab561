import { useApi } from '@backstage/frontend-plugin-api';
import {
  loadedValue,
  mandateApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';

/** What tells of it are changes; this is for what is missed. */
const POLL_MS = 60_000;

/** What the actions act on. */
const ACTED_ON: readonly string[] = ['Deployment', 'StatefulSet'];

/** Why none of the actions has anything to act on. */
export type LackOfWorkload =
  | { readonly type: 'runs-nothing' }
  | {
      readonly type: 'runs-others';
      readonly kind: string;
      readonly name: string;
    };

/**
 * Why it is known that an entity has nothing in any environment that the actions act on; undefined when it has, and while
 * a cluster cannot be seen: what is not seen may still run.
 */
export function useLackOfWorkload(
  entityRef: string,
): LackOfWorkload | undefined {
  const api = useApi(mandateApiRef);
  const live = useLive({
    key: entityRef,
    fetchValue: signal => api.getLive(entityRef, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
  const environments = loadedValue(live);
  if (!environments?.every(({ status }) => status === 'known')) {
    return undefined;
  }
  const workloads = environments.flatMap(each => each.workloads);
  if (workloads.some(({ kind }) => ACTED_ON.includes(kind))) {
    return undefined;
  }
  const [other] = workloads;
  return other
    ? { type: 'runs-others', kind: other.kind, name: other.name }
    : { type: 'runs-nothing' };
}
