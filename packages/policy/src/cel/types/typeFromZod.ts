import { z } from 'zod';
import { typeFromJsonSchema } from './typeFromJsonSchema';
import type { SchemaType } from './typeFromJsonSchema';

/**
 * The type that a Zod schema's output has. Dates are timestamps, bigints ints; what has no JSON form is `dyn`.
 *
 * @param name - names the type, as in `typeFromJsonSchema`.
 * @public
 */
export function typeFromZod(schema: z.ZodType, name: string): SchemaType {
  const jsonSchema = z.toJSONSchema(schema, {
    unrepresentable: 'any',
    io: 'output',
    override: ({ zodSchema, jsonSchema: target }) => {
      const { type } = zodSchema._zod.def;
      if (type === 'date') {
        Object.assign(target, { type: 'string', format: 'date-time' });
      } else if (type === 'bigint') {
        target.type = 'integer';
      }
    },
  });
  return typeFromJsonSchema(jsonSchema, name);
}
