import type { TemplateView } from '@mandate/plugin-mandate-common';
import type { JsonObject, JsonValue } from '@backstage/types';
import { parameterField, type SizePrices } from './parameterField';

type ConditionView = NonNullable<TemplateView['conditions']>[string];

/** A step of the form: a group's parameters, those with a condition as long as it holds. */
export function parameterStep(
  group: TemplateView['groups'][number],
  { schema, conditions = {} }: Pick<TemplateView, 'schema' | 'conditions'>,
  prices: SizePrices,
): JsonObject {
  const all = propertiesOf(schema);
  const fields = Object.fromEntries(
    group.parameters.flatMap(name =>
      all[name] === undefined
        ? []
        : [[name, parameterField(name, all[name], prices)] as const],
    ),
  );
  const required = requiredOf(schema).filter(name =>
    group.parameters.includes(name),
  );
  const conditional = Object.entries(conditions).filter(([name]) =>
    Object.hasOwn(fields, name),
  );
  const names = conditional.map(([name]) => name);
  return {
    title: group.title,
    ...(group.description && { description: group.description }),
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(
      Object.entries(fields).filter(([name]) => !names.includes(name)),
    ),
    ...(conditional.length > 0 && {
      dependencies: dependenciesOf(conditional, fields),
      patternProperties: hiddenInReview(names),
      // What comes and goes stands where the group names it, not below all others.
      'ui:order': [...Object.keys(fields), '*'],
    }),
  };
}

/** The properties of a schema. */
export function propertiesOf({
  properties,
}: {
  readonly properties?: unknown;
}): JsonObject {
  // safety: the kernel makes the schema of JSON values.
  return (
    typeof properties === 'object' && properties !== null ? properties : {}
  ) as JsonObject;
}

/**
 * What the form draws besides, by the parameter that it depends on: one alternative for each value that brings fields, and
 * one for every other value. Exactly one of them fits, as the form and the scaffolder's own check ask for.
 */
function dependenciesOf(
  conditional: readonly (readonly [string, ConditionView])[],
  fields: JsonObject,
): JsonObject {
  const parameters = unique(conditional.map(([, { parameter }]) => parameter));
  return Object.fromEntries(
    parameters.map(parameter => {
      const those = conditional.filter(
        ([, one]) => one.parameter === parameter,
      );
      const values = unique(those.map(([, { equals }]) => equals));
      return [
        parameter,
        {
          oneOf: [
            ...values.map(value => ({
              properties: {
                [parameter]: { const: value },
                ...Object.fromEntries(
                  those
                    .filter(([, { equals }]) => equals === value)
                    .map(([name]) => [name, fields[name]]),
                ),
              },
            })),
            { properties: { [parameter]: { not: { enum: [...values] } } } },
          ],
        },
      ];
    }),
  );
}

/**
 * What was filled in before its field went away stays in the form's data, and is not sent. The review step looks it up here
 * when no alternative draws it, and leaves it out; the form does not read patterns. Where parameters of one step depend on
 * more than one other, the review step's library mixes up their alternatives, and what went away is shown all the same.
 */
function hiddenInReview(names: readonly string[]): JsonObject {
  return {
    [`^(${names.join('|')})$`]: { 'ui:backstage': { review: { show: false } } },
  };
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

function requiredOf({ required }: TemplateView['schema']): readonly string[] {
  return Array.isArray(required)
    ? required.filter((name: JsonValue) => typeof name === 'string')
    : [];
}
