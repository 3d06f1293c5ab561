import type { Knex } from 'knex';
import { z } from 'zod';
import { isSqlite } from './dialect';

/** Columns with their types, in the order of each row's values. */
export type RowColumns = Readonly<Record<string, 'bigint' | 'text'>>;

/** A row's values. */
export type RowValues = readonly (string | number | null)[];

/**
 * Rows as a subquery, sent as one JSON parameter: thousands of them cost one binding instead of one for each value.
 * Name the columns by lower-case words only; they are not escaped.
 */
export function rowsFromJson(
  knex: Knex,
  columns: RowColumns,
  rows: readonly RowValues[],
): Knex.Raw {
  const sqlite = isSqlite(knex);
  const selected = Object.entries(columns).map(([name, type], position) =>
    sqlite
      ? `json_extract(value, '$[${position}]') as ${name}`
      : `(value ->> ${position})::${type} as ${name}`,
  );
  const source = sqlite ? 'json_each(?)' : 'jsonb_array_elements(?::jsonb)';
  return knex.raw(`select ${selected.join(', ')} from ${source} as value`, [
    JSON.stringify(rows),
  ]);
}

/** Inserts rows of {@link rowsFromJson}. */
export async function insertFromJson(
  knex: Knex,
  table: string,
  columns: RowColumns,
  rows: readonly RowValues[],
): Promise<void> {
  if (rows.length > 0) {
    await knex.raw('insert into ?? (??) ?', [
      table,
      Object.keys(columns),
      rowsFromJson(knex, columns, rows),
    ]);
  }
}

const answerSchema = z.union([
  z.array(z.unknown()),
  z.object({ rows: z.array(z.unknown()) }).transform(({ rows }) => rows),
]);

/** The rows that a raw statement answered; each driver has its own shape for them. */
export function rowsOf(answer: unknown): readonly unknown[] {
  return answerSchema.parse(answer);
}
