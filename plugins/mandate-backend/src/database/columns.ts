import { canonicalJson, isJsonValue } from '@mandate/ledger';
import { z } from 'zod';

/** A bigint column: PostgreSQL's driver gives text, SQLite's a number. */
export const integerColumn = z.coerce.number().int();

/** A boolean column: SQLite's driver gives 0 or 1. */
export const booleanColumn = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .transform(value => value === true || value === 1);

/** A bigint column that can be empty; an empty one is absent in the domain. */
export const optionalInteger = z
  .union([z.null(), integerColumn])
  .transform(value => value ?? undefined);

/** A text column that can be empty; an empty one is absent in the domain. */
export const optionalText = z
  .string()
  .nullable()
  .transform(value => value ?? undefined);

/** A text column that holds a JSON document of a schema. */
export function jsonColumn<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        const parsed: unknown = JSON.parse(text);
        return parsed;
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A document as its column's text. Members that are undefined are left out. */
export function toJsonColumn(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonValue(plain)) {
    throw new TypeError(
      'A document nested too deep or with malformed text cannot be stored',
    );
  }
  return canonicalJson(plain);
}
