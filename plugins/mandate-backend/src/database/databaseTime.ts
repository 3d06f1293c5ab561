import type { Knex } from 'knex';
import { z } from 'zod';
import { isSqlite } from './dialect';

const rowSchema = z.object({ now: z.coerce.number().int() });

/** The database's clock in milliseconds since the epoch: the only clock of the kernel. */
export async function readDatabaseTime(knex: Knex): Promise<number> {
  if (isSqlite(knex)) {
    // 2440587.5 is the Julian day of 1970-01-01T00:00Z.
    const [row] = await knex.select(
      knex.raw(
        "cast(round((julianday('now') - 2440587.5) * 86400000) as integer) as now",
      ),
    );
    return rowSchema.parse(row).now;
  }
  const [row] = await knex.select(
    knex.raw(
      'floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now',
    ),
  );
  return rowSchema.parse(row).now;
}
