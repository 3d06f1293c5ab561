import { JsonValue } from '../json';
import { JsonPath } from '../path';
import { TemplateExpression, TemplateNode } from '../template';
import { Evaluation, ExpressionFailure, ExpressionRun } from './expressionRun';
import { KNOWN_AFTER_APPLY } from './unknownValue';

/** A field that only the cluster can fill. */
export interface UnknownField {
  readonly field: JsonPath;
  readonly waitsFor: string;
  readonly expression: TemplateExpression;
}

/** A rendered value; where a field is not known yet, it holds {@link KNOWN_AFTER_APPLY} and is listed. */
export interface RenderedNode {
  readonly value: JsonValue;
  readonly unknown: readonly UnknownField[];
}

/** Renders a value with everything in it. Throws {@link ExpressionFailure}. */
export function renderNode(
  node: TemplateNode,
  run: ExpressionRun,
  items: Readonly<Record<string, JsonValue>>,
): RenderedNode {
  const unknown: UnknownField[] = [];
  return { value: render(node, []), unknown };

  function render(inner: TemplateNode, field: JsonPath): JsonValue {
    switch (inner.kind) {
      case 'value':
        return inner.value;
      case 'expression':
        return known(run.evaluate(inner.expression, items), inner.expression, {
          field,
        });
      case 'concatenation':
        return concatenation(inner.parts, field);
      case 'list':
        return inner.items.map((item, index) =>
          render(item, [...field, index]),
        );
      default:
        return Object.fromEntries(
          inner.fields.map(([key, value]) => [
            key,
            render(value, [...field, key]),
          ]),
        );
    }
  }

  function known(
    evaluation: Evaluation,
    expression: TemplateExpression,
    { field }: { readonly field: JsonPath },
  ): JsonValue {
    if (evaluation.known) {
      return evaluation.value;
    }
    unknown.push({ field, waitsFor: evaluation.waitsFor, expression });
    return KNOWN_AFTER_APPLY;
  }

  function concatenation(
    parts: readonly (string | TemplateExpression)[],
    field: JsonPath,
  ): JsonValue {
    const texts: string[] = [];
    for (const part of parts) {
      if (typeof part === 'string') {
        texts.push(part);
        continue;
      }
      const evaluation = run.evaluate(part, items);
      if (!evaluation.known) {
        return known(evaluation, part, { field });
      }
      texts.push(textOf(evaluation.value, part));
    }
    return texts.join('');
  }
}

function textOf(value: JsonValue, expression: TemplateExpression): string {
  if (typeof value !== 'string') {
    throw new ExpressionFailure(
      expression.path,
      `\${${expression.source}} stands within a text and must be a text itself. Wrap it in string( ).`,
    );
  }
  return value;
}
