import { JsonObject, JsonValue } from '../json';
import { Template } from '../template';
import { ParameterSchema } from './parameterSchema';
import { validateValue } from './validateValue';

/** Texts of the forms that parameters usually ask for; the first that is allowed is taken. */
const TEXTS: readonly string[] = [
  'example',
  'registry.example/team/program:1.0.0',
  'https://example.org',
  'example.org',
  '0 3 * * *',
  '1Gi',
  '100m',
  '/example',
  '1',
  'EXAMPLE',
  `sha256:${'0'.repeat(64)}`,
  '10.0.0.0/24',
  'a',
];

/**
 * Values to show what a template makes: the defaults, and for what is required without one an example that is allowed.
 * Parameters for which no example fits are left out.
 *
 * @public
 */
export function sampleValues(
  template: Pick<Template, 'parameters'>,
): JsonObject {
  return fieldsOf(template.parameters);
}

function fieldsOf(
  schema: Extract<ParameterSchema, { type: 'object' }>,
): JsonObject {
  return Object.fromEntries(
    schema.required.flatMap(name => {
      const field = schema.fields[name];
      const value = field.default === undefined ? sample(field) : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function sample(schema: ParameterSchema): JsonValue | undefined {
  return candidates(schema).find(value => validateValue(schema, value, []).ok);
}

function candidates(schema: ParameterSchema): readonly JsonValue[] {
  switch (schema.type) {
    case 'string':
      return [...(schema.enum ?? []), ...TEXTS];
    case 'integer':
    case 'number':
      return [...(schema.enum ?? []), schema.minimum ?? 1, 1, 8080];
    case 'boolean':
      return [false, true];
    case 'array': {
      const item = sample(schema.items);
      return item === undefined ? [[]] : [[], [item]];
    }
    case 'object':
      return [fieldsOf(schema)];
    default:
      return [{}];
  }
}
