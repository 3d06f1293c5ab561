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
  if (!isSqlite(tx.knex)) {
    await tx.knex.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      name,
    ]);
  }
}
