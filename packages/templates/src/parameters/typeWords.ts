import { ParameterSchema } from './parameterSchema';

/** How a parameter's type is called. */
export function typeWords(schema: ParameterSchema): string {
  switch (schema.type) {
    case 'array':
      return `a list of ${typeWords(schema.items)}`;
    case 'map':
      return `a map of ${typeWords(schema.values)}`;
    case 'open':
      return 'an object';
    default:
      return schema.type;
  }
}
