import { Shape } from '@mandate/policy';
import { ParameterSchema } from '../parameters/parameterSchema';

/** What an expression knows of a parameter. */
export function shapeOf(schema: ParameterSchema): Shape {
  switch (schema.type) {
    case 'string':
      return schema.enum ? { oneOf: schema.enum } : 'string';
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'array':
      return { listOf: shapeOf(schema.items) };
    case 'map':
      return { mapOf: shapeOf(schema.values) };
    case 'object':
      return {
        fields: Object.fromEntries(
          Object.entries(schema.fields).map(([name, field]) => [
            name,
            shapeOf(field),
          ]),
        ),
      };
    default:
      return schema.isFaulty ? 'any' : { mapOf: 'any' };
  }
}
