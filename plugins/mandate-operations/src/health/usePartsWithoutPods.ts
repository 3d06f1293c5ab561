import { useApiHolder } from '@backstage/frontend-plugin-api';
import type { TemplateInstanceView } from '@mandate/plugin-mandate-common';
import {
  loadedValue,
  templatesApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';

/** What tells of it are changes; this is for what is missed. */
const POLL_MS = 60_000;

/** What templates without a workload brought to an entity; nothing while that is not known. */
export function usePartsWithoutPods(
  entityRef: string,
): readonly TemplateInstanceView[] {
  const api = useApiHolder().get(templatesApiRef);
  const instances = useLive({
    key: entityRef,
    fetchValue: async signal =>
      (await api?.listTemplateInstances({ entityRef }, { signal })) ?? [],
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
  return (loadedValue(instances) ?? []).filter(({ part }) => part);
}
