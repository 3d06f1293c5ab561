import {
  declareEnvironment,
  ExpressionEnvironment,
  Shape,
} from '@mandate/policy';
import {
  ObjectParameter,
  ParameterSchema,
} from '../parameters/parameterSchema';

/**
 * What a template's expressions may read: `schema` with exactly the declared parameters, and resources by id. Of
 * `schema.metadata` only name and namespace exist before the objects are applied.
 */
export function templateEnvironment(
  parameters: ObjectParameter,
  resourceIds: readonly string[],
): ExpressionEnvironment {
  return declareEnvironment(
    'template',
    {
      schema: {
        fields: {
          apiVersion: 'string',
          kind: 'string',
          metadata: { fields: { name: 'string', namespace: 'string' } },
          spec: shapeOf(parameters),
        },
      },
      ...Object.fromEntries(resourceIds.map(id => [id, 'any' as const])),
    },
    'template',
  );
}

/** What a `readyWhen` may read: its own resource as the cluster holds it. */
export function readinessEnvironment(
  resourceId: string,
): ExpressionEnvironment {
  return declareEnvironment('template', { [resourceId]: 'any' }, 'template');
}

function shapeOf(schema: ParameterSchema): Shape {
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
      return 'any';
  }
}
