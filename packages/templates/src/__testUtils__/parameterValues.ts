import fc from 'fast-check';
import { JsonObject, JsonValue } from '../json';
import { ParameterSchema } from '../parameters/parameterSchema';
import { validateValue } from '../parameters/validateValue';

/** Random values that a parameter allows; optional fields are left out now and then. */
export function allowedValues(
  schema: ParameterSchema,
): fc.Arbitrary<JsonValue> {
  return candidates(schema).filter(
    value => validateValue(schema, value, []).ok,
  );
}

function candidates(schema: ParameterSchema): fc.Arbitrary<JsonValue> {
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return schema.enum
        ? fc.constantFrom(...schema.enum)
        : fc.integer({ min: schema.minimum, max: schema.maximum });
    case 'number':
      return fc.double({
        min: schema.minimum,
        max: schema.maximum,
        noNaN: true,
        noDefaultInfinity: true,
      });
    case 'string':
      if (schema.enum) {
        return fc.constantFrom(...schema.enum);
      }
      return schema.pattern
        ? fc.stringMatching(new RegExp(schema.pattern))
        : fc.string({
            minLength: schema.minLength,
            maxLength: Math.min(schema.maxLength ?? 40, 40),
            unit: 'grapheme',
          });
    case 'array':
      return fc.array(candidates(schema.items), { maxLength: 4 });
    case 'map':
      return fc.dictionary(
        fc.stringMatching(/^[A-Z][A-Z0-9_]{0,20}$/),
        candidates(schema.values),
        { maxKeys: 4 },
      );
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(schema.fields).map(([name, field]) => [
            name,
            candidates(field),
          ]),
        ),
        { requiredKeys: [...schema.required] },
      ) as fc.Arbitrary<JsonObject>; // safety: every field's candidates are JSON
    default:
      return fc.constant({});
  }
}
