import {
  type JsonObject,
  renderTemplate,
  type RenderTemplateResult,
  type Template,
  type TemplateInstance,
} from '@mandate/templates';
import type { ReadContext } from '../planning/targetWorkload';
import { readUpstreams } from './readUpstreams';

/**
 * Renders an instance with what the cluster tells already: what templates refer to, and values that it has given out to
 * objects which are there. What it cannot tell yet is known after apply.
 */
export async function renderInstance(
  context: ReadContext,
  options: {
    readonly template: Template;
    readonly instance: TemplateInstance;
    readonly values: JsonObject;
  },
): Promise<RenderTemplateResult> {
  const first = renderTemplate(options);
  if (!first.ok || (first.pending.length === 0 && !readsOthers(first))) {
    return first;
  }
  const { live } = await readUpstreams(context, options.template, first);
  const second = renderTemplate({ ...options, live });
  if (second.ok) {
    return second;
  }
  // A value that an object of ours will have only later is no mistake of the template; one that another object lacks is.
  const others = first.externals.flatMap(({ id }) =>
    Object.hasOwn(live, id) ? [[id, live[id]] as const] : [],
  );
  return renderTemplate({ ...options, live: Object.fromEntries(others) });
}

function readsOthers({
  externals,
}: RenderTemplateResult & { readonly ok: true }): boolean {
  return externals.length > 0;
}
