import { type LocatedOpening, OpeningSchema } from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn, jsonColumn } from '../columns';
import { rowsFromJson } from '../rowsFromJson';

const openingRowSchema = z.object({
  entry_index: integerColumn,
  pointer: z.string(),
  salt: z.string(),
  value: jsonColumn(OpeningSchema.unwrap().shape.value),
});

/** What opens the commitments of entries, by index; erased ones are not there. */
export async function readOpenings(
  knex: Knex,
  indices: readonly number[],
): Promise<ReadonlyMap<number, readonly LocatedOpening[]>> {
  const openings = new Map<number, LocatedOpening[]>();
  if (indices.length === 0) {
    return openings;
  }
  const rows = await knex('mandate_ledger_openings')
    .whereRaw('entry_index in (?)', [indexRows(knex, indices)])
    .orderBy(['entry_index', 'pointer']);
  for (const row of rows) {
    const parsed = openingRowSchema.parse(row);
    const { entry_index: index, pointer: at, salt, value } = parsed;
    openings.set(index, [...(openings.get(index) ?? []), { at, salt, value }]);
  }
  return openings;
}

function indexRows(knex: Knex, indices: readonly number[]): Knex.Raw {
  return rowsFromJson(
    knex,
    { entry_index: 'bigint' },
    indices.map(index => [index]),
  );
}
