import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { inputMistakes } from '../domain/input/inputMistakes';

/** What a request says, checked; throws `InputError` with every mistake and its place. */
export function parseRequest<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new InputError(
      `The request cannot be used:\n${inputMistakes(parsed.error)}`,
    );
  }
  return parsed.data;
}

/** Why somebody does something, for those who read it later. */
export const reasonSchema = z.string().trim().min(1).max(2_000);

/** A query parameter that repeats its key for each value. */
export const repeatedParameter = z
  .union([z.string(), z.array(z.string())])
  .transform(value => (typeof value === 'string' ? [value] : value));

/** Length of a page as a query parameter. */
export const limitParameter = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(25);

/** `true` or `false` as a query parameter. */
export const booleanParameter = z
  .enum(['true', 'false'])
  .transform(value => value === 'true');
