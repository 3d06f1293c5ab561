import {
  ObjectParameter,
  ParameterSchema,
} from '../parameters/parameterSchema';
import { typeWords } from '../parameters/typeWords';
import type { TemplateDifference } from './compareTemplates';

/** What changed in the parameters, by kro's categories: removed, another type, newly required, narrower, another default. */
export function parameterChanges(
  before: ObjectParameter,
  after: ObjectParameter,
  prefix: string = '',
): readonly TemplateDifference[] {
  const removed = Object.keys(before.fields).filter(
    name => !Object.hasOwn(after.fields, name),
  );
  return [
    ...removed.map(name =>
      difference('breaking', prefix + name, 'is no longer a parameter.'),
    ),
    ...Object.entries(after.fields).flatMap(([name, field]) => {
      const path = prefix + name;
      const isRequired = after.required.includes(name);
      if (!Object.hasOwn(before.fields, name)) {
        return [
          isRequired && field.default === undefined
            ? difference('breaking', path, 'is new and must be given.')
            : difference('compatible', path, 'is new.'),
        ];
      }
      const old = before.fields[name];
      return [
        ...(isRequired &&
        field.default === undefined &&
        !before.required.includes(name)
          ? [difference('breaking', path, 'must be given now.')]
          : []),
        ...fieldChanges(old, field, path),
      ];
    }),
  ];
}

function fieldChanges(
  before: ParameterSchema,
  after: ParameterSchema,
  path: string,
): readonly TemplateDifference[] {
  if (typeWords(before) !== typeWords(after)) {
    return [
      difference(
        'breaking',
        path,
        `was ${typeWords(before)} and is ${typeWords(after)} now.`,
      ),
    ];
  }
  const inner =
    before.type === 'object' && after.type === 'object'
      ? parameterChanges(before, after, `${path}.`)
      : [];
  const isOtherDefault =
    JSON.stringify(before.default) !== JSON.stringify(after.default);
  return [
    ...inner,
    ...narrowings(before, after).map(words =>
      difference('breaking', path, words),
    ),
    ...(isOtherDefault && inner.length === 0
      ? [
          difference(
            'notable',
            path,
            `has the default ${shown(after.default)} now; it was ${shown(
              before.default,
            )}.`,
          ),
        ]
      : []),
    ...(after.immutable && !before.immutable
      ? [difference('notable', path, 'cannot be changed any more.')]
      : []),
  ];
}

/** Bounds by which a value that was allowed may not be any more. */
function narrowings(
  before: ParameterSchema,
  after: ParameterSchema,
): readonly string[] {
  const lower = ['minimum', 'minLength', 'minItems'];
  const upper = ['maximum', 'maxLength', 'maxItems'];
  const old = bounds(before);
  return Object.entries(bounds(after)).flatMap(([key, bound]) => {
    const known = old[key];
    if (typeof bound === 'number' && lower.includes(key)) {
      return typeof known === 'number' && known >= bound
        ? []
        : [`has the ${key} ${bound} now.`];
    }
    if (typeof bound === 'number' && upper.includes(key)) {
      return typeof known === 'number' && known <= bound
        ? []
        : [`has the ${key} ${bound} now.`];
    }
    if (Array.isArray(bound)) {
      const lost = Array.isArray(known)
        ? known.filter(choice => !bound.includes(choice))
        : undefined;
      return lost?.length === 0
        ? []
        : [
            lost
              ? `no longer allows ${lost.join(', ')}.`
              : `allows only ${bound.join(', ')} now.`,
          ];
    }
    return bound === known ? [] : [`must match ${String(bound)} now.`];
  });
}

function bounds(schema: ParameterSchema): Readonly<Record<string, unknown>> {
  const keys = [
    'minimum',
    'minLength',
    'minItems',
    'maximum',
    'maxLength',
    'maxItems',
    'enum',
    'pattern',
  ];
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([key, value]) => keys.includes(key) && value !== undefined,
    ),
  );
}

function difference(
  effect: TemplateDifference['effect'],
  path: string,
  words: string,
): TemplateDifference {
  return { effect, what: 'parameter', path, words: `${path} ${words}` };
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value).slice(0, 80);
}
