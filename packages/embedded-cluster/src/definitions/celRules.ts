import { compileExpression, declareEnvironment } from '@mandate/policy';
import { FieldFault } from '../api/ApiError';
import { JsonValue } from '../model/KubernetesObject';
import { SchemaNode } from '../schema/schema';

const ENVIRONMENT = declareEnvironment(
  'defined kind',
  { self: 'any', oldSelf: 'any' },
  'rule',
);

/** The rules (`x-kubernetes-validations`) at one place of a schema that a value breaks. Rules with `oldSelf` are asked on changes only. */
export function ruleFaults(
  value: JsonValue,
  schema: SchemaNode,
  path: string,
  previous: JsonValue | undefined,
): FieldFault[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap(rule => {
    if (previous === undefined && /\boldSelf\b/.test(rule.rule)) {
      return [];
    }
    const input = { self: value, oldSelf: previous ?? null };
    const outcome = evaluate(rule.rule, input);
    if (outcome === true) {
      return [];
    }
    const told = rule.messageExpression
      ? evaluate(rule.messageExpression, input)
      : undefined;
    const why =
      (typeof told === 'string' && told) ||
      rule.message ||
      `failed rule: ${rule.rule}`;
    return [
      {
        field: `${path}${rule.fieldPath ?? ''}`,
        reason:
          rule.reason === 'FieldValueForbidden'
            ? rule.reason
            : 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
      },
    ];
  });
}

/** What is wrong with a rule's text; undefined for one that can be asked. */
export function ruleProblem(source: string): string | undefined {
  const compiled = compileExpression(source, ENVIRONMENT);
  return compiled.ok ? undefined : compiled.errors[0]?.message;
}

/** The value of an expression; undefined when it has none, which no rule takes for consent. */
function evaluate(source: string, input: Record<string, unknown>): unknown {
  const compiled = compileExpression(source, ENVIRONMENT);
  if (!compiled.ok) {
    return undefined;
  }
  const result = compiled.program.evaluate(input);
  return result.ok ? result.value : undefined;
}
