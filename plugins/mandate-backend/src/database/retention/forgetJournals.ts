import type { Knex } from 'knex';
import type { KernelTransaction } from '../KernelTransaction';

/** What a run leaves beside its change, its revisions, its votes and the ledger. */
const JOURNALS = [
  'mandate_steps',
  'mandate_checks',
  'mandate_run_log',
  'mandate_timers',
  'mandate_vote_links',
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
  const ids: string[] = await knex('mandate_changes')
    .where('ended_at', '<', endedBeforeMs)
    .whereExists(
      knex('mandate_steps')
        .whereRaw('mandate_steps.change_id = mandate_changes.id')
        .select(knex.raw('1')),
    )
    .whereNotExists(holdsOn(knex))
    .orderBy('ended_at')
    .limit(BATCH)
    .pluck('id');
  for (const table of ids.length > 0 ? JOURNALS : []) {
    await knex(table).whereIn('change_id', ids).delete();
  }
  return { changes: ids.length, isMore: ids.length === BATCH };
}

/** Holds on somebody who proposed the change, for whom it was proposed, or who voted on it. */
function holdsOn(knex: Knex): Knex.QueryBuilder {
  return knex('mandate_legal_holds as hold')
    .whereNull('hold.released_at')
    .where(named =>
      named
        .whereRaw('hold.person = lower(mandate_changes.proposer_ref)')
        .orWhereRaw('hold.person = lower(mandate_changes.on_behalf_of)')
        .orWhereExists(
          knex('mandate_votes as vote')
            .whereRaw('vote.change_id = mandate_changes.id')
            .whereRaw('hold.person = lower(vote.voter)')
            .select(knex.raw('1')),
        ),
    )
    .select(knex.raw('1'));
}
