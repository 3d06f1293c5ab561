import type { KernelTransaction } from '../KernelTransaction';

/**
 * Notes that somebody reads something, unless that was noted within `silentMs`. Of two requests at once, one is `first`.
 */
export async function noteRead(
  tx: KernelTransaction,
  read: {
    readonly reader: string;
    readonly what: string;
    readonly silentMs: number;
  },
): Promise<'first' | 'repeated'> {
  const { reader, what, silentMs } = read;
  const now = await tx.now();
  const table = () => tx.knex('mandate_ledger_reads');
  const key = { reader, what };
  await table()
    .insert({ ...key, recorded_at: 0 })
    .onConflict(['reader', 'what'])
    .ignore();
  const noted = await table()
    .where(key)
    .where('recorded_at', '<=', now - silentMs)
    .update({ recorded_at: now });
  return noted === 1 ? 'first' : 'repeated';
}

/** Forgets reads that no longer keep anything silent. */
export async function forgetReads(
  tx: KernelTransaction,
  silentMs: number,
): Promise<void> {
  await tx
    .knex('mandate_ledger_reads')
    .where('recorded_at', '<=', (await tx.now()) - silentMs)
    .delete();
}
