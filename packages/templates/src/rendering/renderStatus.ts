import { isJsonObject, JsonObject, JsonValue } from '../json';
import { Template, TemplateExpression, TemplateNode } from '../template';
import { ExpressionFailure, ExpressionRun } from './expressionRun';
import { LiveObjects, renderGraph } from './renderGraph';
import { renderNode } from './renderNode';
import {
  prepareInstance,
  RenderProblem,
  TemplateInstance,
} from './prepareInstance';

/** What an instance reports of itself, or why its values are not allowed. @public */
export type RenderStatusResult =
  | { readonly ok: true; readonly status: JsonObject }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] };

/**
 * Evaluates a template's status over the live objects. As in kro, fields that cannot be told yet are left out, also those of
 * resources that are not there.
 *
 * @public
 */
export function renderStatus(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
  readonly live: LiveObjects;
}): RenderStatusResult {
  const { template, instance, live } = options;
  const prepared = prepareInstance(options);
  if (!prepared.ok) {
    return prepared;
  }
  const { run } = renderGraph({
    template,
    schema: prepared.schema,
    namespace: instance.namespace,
    live,
  });
  const status = known(template.status, run);
  return { ok: true, status: isJsonObject(status) ? status : {} };
}

function known(node: TemplateNode, run: ExpressionRun): JsonValue | undefined {
  if (node.kind === 'object') {
    const fields = node.fields.flatMap(([key, field]) => {
      const value = known(field, run);
      return value === undefined ? [] : [[key, value] as const];
    });
    return fields.length > 0 || node.fields.length === 0
      ? Object.fromEntries(fields)
      : undefined;
  }
  return isTold(node, run) ? told(node, run) : undefined;
}

function told(node: TemplateNode, run: ExpressionRun): JsonValue | undefined {
  try {
    const { value, unknown } = renderNode(node, run, {});
    return unknown.length > 0 ? undefined : value;
  } catch (error) {
    if (error instanceof ExpressionFailure) {
      return undefined;
    }
    throw error;
  }
}

/** What was left out has no live object and is nothing to wait for. */
function isTold(node: TemplateNode, run: ExpressionRun): boolean {
  const expressions: readonly TemplateExpression[] =
    node.kind === 'expression' ? [node.expression] : [];
  return expressions.every(({ references }) =>
    references.every(
      ({ root }) => run.upstreams.get(root)?.state !== 'skipped',
    ),
  );
}
