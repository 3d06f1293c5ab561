import { ExpressionInput } from '@mandate/policy';
import { jsonResult } from '../expressions/jsonResult';
import { JsonValue } from '../json';
import { JsonPath } from '../path';
import { TemplateExpression, TemplateNode } from '../template';

/** Leaves a resource's rendering at the first expression that fails; caught by `renderTemplate` and nowhere else. */
export class ExpressionFailure extends Error {
  constructor(readonly path: JsonPath, message: string) {
    super(message);
  }
}

/** Renders a value with everything in it. Throws {@link ExpressionFailure}. */
export function renderNode(
  node: TemplateNode,
  input: ExpressionInput,
  path: JsonPath,
): JsonValue {
  switch (node.kind) {
    case 'value':
      return node.value;
    case 'expression':
      return evaluate(node.expression, input);
    case 'concatenation':
      return node.parts
        .map(part => (typeof part === 'string' ? part : text(part, input)))
        .join('');
    case 'list':
      return node.items.map((item, index) =>
        renderNode(item, input, [...path, index]),
      );
    default:
      return Object.fromEntries(
        node.fields.map(([key, field]) => [
          key,
          renderNode(field, input, [...path, key]),
        ]),
      );
  }
}

function text(expression: TemplateExpression, input: ExpressionInput): string {
  const value = evaluate(expression, input);
  if (typeof value !== 'string') {
    throw new ExpressionFailure(
      expression.path,
      `\${${expression.source}} stands within a text and must be a text itself. Wrap it in string( ).`,
    );
  }
  return value;
}

/** Evaluates one expression to JSON. Throws {@link ExpressionFailure}. */
export function evaluate(
  { source, path, program }: TemplateExpression,
  input: ExpressionInput,
): JsonValue {
  const result = jsonResult(program.evaluate(input));
  if (!result.ok) {
    throw new ExpressionFailure(path, `\${${source}}: ${result.message}`);
  }
  return result.value;
}
