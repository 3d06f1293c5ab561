import { isJsonObject, JsonObject, JsonValue } from '../json';
import { formatPath, JsonPath } from '../path';
import { Template } from '../template';
import { ParameterSchema } from './parameterSchema';
import { ParameterProblem } from './validateValue';
import { compileRule } from './validationRule';

/**
 * What forbids an instance to go from one set of values to another: parameters marked immutable, and rules that compare
 * with the value before. Both sets are validated ones, with their defaults.
 *
 * @public
 */
export function validateUpdate(
  template: Pick<Template, 'parameters'>,
  before: JsonObject,
  after: JsonObject,
): readonly ParameterProblem[] {
  return compare(template.parameters, before, after, []);
}

function compare(
  schema: ParameterSchema,
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: JsonPath,
): readonly ParameterProblem[] {
  if (before === undefined || after === undefined) {
    return [];
  }
  const at = formatPath(path);
  const isChanged = JSON.stringify(before) !== JSON.stringify(after);
  if (schema.immutable && isChanged) {
    return [
      {
        path: at,
        message: `${at} is immutable: it was ${JSON.stringify(
          before,
        )} when the instance was made and cannot become ${JSON.stringify(
          after,
        )}. Make a new instance instead.`,
      },
    ];
  }
  return [
    ...brokenTransitions(schema, before, after).map(rule => ({
      path: at,
      message: `The change from ${JSON.stringify(before)} to ${JSON.stringify(
        after,
      )} breaks the rule ${rule}.`,
    })),
    ...(schema.type === 'object' && isJsonObject(before) && isJsonObject(after)
      ? Object.entries(schema.fields).flatMap(([name, field]) =>
          compare(field, before[name], after[name], [...path, name]),
        )
      : []),
  ];
}

function brokenTransitions(
  schema: ParameterSchema,
  before: JsonValue,
  after: JsonValue,
): readonly string[] {
  return (schema.validations ?? []).filter(source => {
    const rule = compileRule(schema, source);
    return (
      typeof rule !== 'string' &&
      rule.isTransition &&
      !rule.holds(after, before)
    );
  });
}
