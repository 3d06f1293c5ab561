import { excludeHolds } from '../ledger/legalHoldStore';
import type { KernelTransaction } from '../KernelTransaction';
import { holdsOnChange } from './holdsOnChange';

/** Links that go in one transaction. */
const BATCH = 2_000;

/**
 * Forgets links to votes on changes that ended before a time, with who used them, but for changes that name a person under
 * legal hold. The votes stay.
 *
 * @returns whether there may be more: call again then.
 */
export async function forgetVoteLinks(
  tx: KernelTransaction,
  endedBeforeMs: number,
): Promise<{ readonly isMore: boolean }> {
  const { knex } = tx;
  await excludeHolds(tx);
  const old = knex('mandate_vote_links')
    .whereExists(
      knex('mandate_changes')
        .whereRaw('mandate_changes.id = mandate_vote_links.change_id')
        .where('ended_at', '<', endedBeforeMs)
        .whereNotExists(holdsOnChange(knex))
        .select(knex.raw('1')),
    )
    .limit(BATCH)
    .select('id');
  const links = await knex('mandate_vote_links').whereIn('id', old).delete();
  return { isMore: links === BATCH };
}
