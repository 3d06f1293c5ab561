import { useApi } from '@backstage/frontend-plugin-api';
import type {
  TemplateDriftView,
  TemplateInstanceView,
} from '@mandate/plugin-mandate-common';
import {
  type Reloadable,
  templatesApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';

/** What people do in the cluster tells nobody; drift is looked for as often as the detector looks. */
const POLL_MS = 60_000;

/** What an entity was made from, live. */
export function useEntityTemplates(
  entityRef: string,
): Reloadable<readonly TemplateInstanceView[]> {
  const api = useApi(templatesApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.listTemplateInstances({ entityRef }, { signal }),
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
}

/** How what runs of an entity compares with its templates, live. */
export function useTemplateDrift(
  entityRef: string,
): Reloadable<readonly TemplateDriftView[]> {
  const api = useApi(templatesApiRef);
  return useLive({
    key: entityRef,
    fetchValue: signal => api.listTemplateDrift(entityRef, { signal }),
    concerns: message =>
      message.type === 'change' || message.type === 'finding',
    pollAfterMs: () => POLL_MS,
  });
}
