import { z } from 'zod';
import type { KernelTransaction } from '../KernelTransaction';

const KEY_ID = 0;

/** The stored seed; when there is none, this one is stored and given back. */
export async function readOrStoreSeed(
  tx: KernelTransaction,
  seed: string,
): Promise<string> {
  await tx
    .knex('mandate_ledger_key')
    .insert({ id: KEY_ID, seed, created_at: await tx.now() })
    .onConflict('id')
    .ignore();
  const row: unknown = await tx
    .knex('mandate_ledger_key')
    .where({ id: KEY_ID })
    .first('seed');
  return z.object({ seed: z.string() }).parse(row).seed;
}
