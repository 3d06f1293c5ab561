import fc from 'fast-check';
import { type JsonSchema, resolveSchema } from './operations';

/** Deeper than that, schemas that contain themselves end. */
const MAX_DEPTH = 6;

/** Texts that parsers, databases and terminals stumble over. */
const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  "'; drop table mandate_changes; --",
  '../../etc/passwd',
  '%00',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'NaN',
  '-1',
  '1e309',
  '9007199254740993',
  '2026-13-45T99:99:99Z',
  '+275760-09-13T00:00:00.001Z',
  '\u202egnp.exe',
  'x'.repeat(5_000),
] as const;

/** Texts that mean something here. */
const TEXTS = [
  'a',
  'component:default/checkout',
  'user:default/pia',
  'dev',
  'deploy',
] as const;

/** Values that fit a schema. */
export function valueOf(schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  const resolved = resolveSchema(schema);
  const choices = resolved.oneOf ?? resolved.anyOf;
  if (isList(choices) && choices.length > 0) {
    return fc.oneof(...choices.map(each => valueOf(asSchema(each), depth)));
  }
  if (isList(resolved.allOf)) {
    return fc
      .tuple(...resolved.allOf.map(each => valueOf(asSchema(each), depth)))
      .map(parts => Object.assign({}, ...parts));
  }
  if ('const' in resolved) {
    return fc.constant(resolved.const);
  }
  if (isList(resolved.enum)) {
    return fc.constantFrom(...resolved.enum);
  }
  const type = isList(resolved.type) ? resolved.type[0] : resolved.type;
  switch (type) {
    case 'string':
      return textOf(resolved);
    case 'integer':
    case 'number':
      return fc.integer({
        min: numberOf(resolved.minimum, 0),
        max: numberOf(resolved.maximum, 1_000),
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueOf(asSchema(resolved.items), depth + 1), {
        minLength: numberOf(resolved.minItems, 0),
        maxLength: depth > MAX_DEPTH ? 0 : 3,
      });
    default:
      return objectOf(resolved, depth);
  }
}

/** Values that fit no schema: of other types, far too large, or made to hurt. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...HOSTILE_TEXTS),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[[[[[]]]]]],
    { __proto__: null, constructor: 1 },
  ),
  fc.jsonValue({ maxDepth: 4 }),
);

/** Texts as {@link hostileValue} has them. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

function textOf(schema: JsonSchema): fc.Arbitrary<string> {
  if (schema.format === 'date-time') {
    return fc
      .integer({ min: 1_500_000_000, max: 2_000_000_000 })
      .map(seconds => new Date(seconds * 1_000).toISOString());
  }
  if (schema.format === 'uri') {
    return fc.constant('https://incidents.example/1');
  }
  const pattern = new RegExp(
    typeof schema.pattern === 'string' ? schema.pattern : '',
  );
  return fc.constantFrom(...TEXTS.filter(text => pattern.test(text)));
}

function objectOf(
  schema: JsonSchema,
  depth: number,
): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.entries(asSchema(schema.properties));
  const required = isList(schema.required) ? schema.required : [];
  const wanted = properties.filter(
    ([name]) => depth <= MAX_DEPTH || required.includes(name),
  );
  return fc.record(
    Object.fromEntries(
      wanted.map(([name, each]) => [name, valueOf(asSchema(each), depth + 1)]),
    ),
    {
      requiredKeys: wanted
        .map(([name]) => name)
        .filter(name => required.includes(name)),
    },
  );
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
