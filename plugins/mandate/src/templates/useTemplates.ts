import { useApi } from '@backstage/frontend-plugin-api';
import type {
  MandateSignal,
  TemplateInstanceView,
  TemplateMatch,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import {
  type Reloadable,
  templatesApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';
import { currentStateOf } from './currentStateOf';
import type { Requirement } from './requirement/RequirementForm';

/** Files of templates and what an installation trusts from its start change without a change that is told. */
const POLL_MS = 30_000;
/** While a template waits to be approved, such as right after the portal's start. */
const WAITING_POLL_MS = 5_000;

/** All templates, live. */
export function useTemplates(): Reloadable<readonly TemplateView[]> {
  const api = useApi(templatesApiRef);
  return useLive({
    key: '',
    fetchValue: signal => api.listTemplates({ signal }),
    concerns: isAboutTemplate,
    pollAfterMs: templates =>
      templates.some(one => currentStateOf(one) === 'approved')
        ? POLL_MS
        : WAITING_POLL_MS,
  });
}

/** One template and what was made from it, live. */
export function useTemplate(name: string): Reloadable<{
  readonly template: TemplateView;
  readonly instances: readonly TemplateInstanceView[];
}> {
  const api = useApi(templatesApiRef);
  return useLive({
    key: name,
    fetchValue: async signal => {
      const [template, instances] = await Promise.all([
        api.getTemplate(name, { signal }),
        api.listTemplateInstances({ template: name }, { signal }),
      ]);
      return { template, instances };
    },
    concerns: message => message.type === 'change',
    pollAfterMs: () => POLL_MS,
  });
}

/** Approved templates that fit a requirement; asked for again when a template is approved, deprecated or withdrawn. */
export function useTemplateMatches(
  asked: Requirement,
): Reloadable<readonly TemplateMatch[]> {
  const api = useApi(templatesApiRef);
  return useLive({
    key: JSON.stringify(asked),
    fetchValue: signal => api.matchTemplates(asked, { signal }),
    concerns: isAboutTemplate,
    pollAfterMs: matches => (matches.length === 0 ? WAITING_POLL_MS : POLL_MS),
  });
}

function isAboutTemplate(message: MandateSignal): boolean {
  return (
    message.type === 'change' &&
    message.entityRef.toLocaleLowerCase('en-US').startsWith('template:')
  );
}
