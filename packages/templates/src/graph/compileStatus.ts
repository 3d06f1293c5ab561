import { Compilation } from '../compilation';
import { TemplateScope } from '../expressions/templateScope';
import { isJsonObject, JsonObject, JsonValue } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import { TemplateNode } from '../template';

const STATUS: JsonPath = ['spec', 'schema', 'status'];

/**
 * Compiles what an instance reports of itself. As in kro, every leaf is an expression that reads a resource or the
 * instance. `conditions` are built by kro's controller with functions of its own and are left to it.
 */
export function compileStatus(
  status: JsonObject | undefined,
  scope: TemplateScope,
  compilation: Compilation,
): TemplateNode | undefined {
  if (!status) {
    return undefined;
  }
  const { conditions: _, ...fields } = status;
  const node = compilation.compileNode(fields, STATUS, scope.everything());
  compilation.problems.push(...literalLeaves(fields, STATUS));
  return node;
}

function literalLeaves(
  value: JsonValue,
  path: JsonPath,
): readonly UnplacedProblem[] {
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([key, field]) =>
      literalLeaves(field, [...path, key]),
    );
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      literalLeaves(item, [...path, index]),
    );
  }
  return typeof value === 'string' && value.includes('${')
    ? []
    : [
        templateError(
          'invalid-expression',
          path,
          'A field of the status is an expression over resources or the instance, such as ${deployment.status.readyReplicas}.',
        ),
      ];
}
