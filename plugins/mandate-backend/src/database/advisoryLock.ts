import { isSqlite } from './dialect';
import type { KernelTransaction } from './KernelTransaction';

/**
 * Holds a name until the transaction ends, where there is no row to lock yet; others who want it wait. SQLite has one
 * writer at a time and needs no lock. Each use begins its names with a word of its own.
 */
export async function holdName(
  tx: KernelTransaction,
  name: string,
): Promise<void> {
  await holdNames(tx, [name]);
}

/** As {@link holdName}, of several: always in one order, so that two transactions never wait for each other. */
export async function holdNames(
  tx: KernelTransaction,
  names: readonly string[],
): Promise<void> {
  if (!isSqlite(tx.knex) && names.length > 0) {
    await tx.knex.raw(
      `select pg_advisory_xact_lock(number) from (
         select distinct hashtextextended(name, 0) as number
         from jsonb_array_elements_text(?::jsonb) as name
         order by number
       ) as ordered`,
      [JSON.stringify(names)],
    );
  }
}
