import { ObjectParameter, ParameterSchema } from './parameterSchema';

/** Looks a parameter up by its dotted path, such as `resources.memory`. */
export function findParameter(
  parameters: ObjectParameter,
  path: string,
): ParameterSchema | undefined {
  return path
    .split('.')
    .reduce<ParameterSchema | undefined>(
      (schema, name) =>
        schema?.type === 'object' && Object.hasOwn(schema.fields, name)
          ? schema.fields[name]
          : undefined,
      parameters,
    );
}
