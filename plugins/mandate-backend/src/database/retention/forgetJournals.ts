import { excludeHolds } from '../ledger/legalHoldStore';
import type { KernelTransaction } from '../KernelTransaction';
import { holdsOnChange } from './holdsOnChange';

/** What a run leaves beside its change, its revisions, its votes and the ledger. */
const JOURNALS = [
  'mandate_steps',
  'mandate_checks',
  'mandate_run_log',
  'mandate_timers',
] as const;

/** Changes whose journals go in one transaction: it holds no lock for long. */
const BATCH = 500;

/**
 * Forgets the journals of changes that ended before a time, but for those that name a person under legal hold. The changes
 * with plans, decisions and votes stay, and so does every entry of the ledger.
 *
 * @returns of how many changes; call again while it is a full batch.
 */
export async function forgetJournals(
  tx: KernelTransaction,
  endedBeforeMs: number,
): Promise<{ readonly changes: number; readonly isMore: boolean }> {
  const { knex } = tx;
  await excludeHolds(tx);
  const ids: string[] = await knex('mandate_changes')
    .where('ended_at', '<', endedBeforeMs)
    .whereExists(
      knex('mandate_steps')
        .whereRaw('mandate_steps.change_id = mandate_changes.id')
        .select(knex.raw('1')),
    )
    .whereNotExists(holdsOnChange(knex))
    .orderBy('ended_at')
    .limit(BATCH)
    .pluck('id');
  for (const table of ids.length > 0 ? JOURNALS : []) {
    await knex(table).whereIn('change_id', ids).delete();
  }
  return { changes: ids.length, isMore: ids.length === BATCH };
}
