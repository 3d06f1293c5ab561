import { z } from 'zod';
import type { ChangeVote } from '../../domain/change/change';
import { byChange } from '../byChange';
import {
  booleanColumn,
  integerColumn,
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const voteRowSchema = z.object({
  change_id: z.string(),
  revision: z.number().int(),
  digest: z.string(),
  voter: z.string(),
  verdict: z.enum(['approve', 'reject', 'abstain']),
  reason: optionalText,
  groups: jsonColumn(z.array(z.string())),
  cast_for: jsonColumn(z.array(z.string())).nullish(),
  voted_at: integerColumn,
  withdrawn_at: optionalInteger,
  not_before: optionalInteger,
  only_inside_window: booleanColumn,
});

/** Votes: at most one row per person and revision. */
export class VoteStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Stores a vote; one that was withdrawn before is replaced. Callers hold the change's row lock. */
  async put(vote: ChangeVote): Promise<void> {
    await this.#tx
      .knex('mandate_votes')
      .insert({
        change_id: vote.changeId,
        revision: vote.revision,
        digest: vote.digest,
        voter: vote.voter,
        verdict: vote.verdict,
        reason: vote.reason ?? null,
        groups: toJsonColumn(vote.groups),
        cast_for: toJsonColumn(vote.castFor),
        voted_at: vote.votedAtMs,
        withdrawn_at: vote.withdrawnAtMs ?? null,
        not_before: vote.notBeforeMs ?? null,
        only_inside_window: vote.onlyInsideWindow ?? false,
      })
      .onConflict(['change_id', 'revision', 'voter'])
      .merge();
  }

  /** All votes on each change, withdrawn ones too, in the order they were given. */
  async ofChanges(
    changeIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ChangeVote[]>> {
    const rows = await this.#tx
      .knex('mandate_votes')
      .whereIn('change_id', changeIds)
      .orderBy(['voted_at', 'voter']);
    return byChange(rows.map(voteFromRow), ({ changeId }) => changeId);
  }

  /** The votes that count now for a revision: not withdrawn, on its digest. */
  async standing(of: {
    readonly changeId: string;
    readonly revision: number;
    readonly digest: string;
  }): Promise<readonly ChangeVote[]> {
    const rows = await this.#tx
      .knex('mandate_votes')
      .where({
        change_id: of.changeId,
        revision: of.revision,
        digest: of.digest,
      })
      .whereNull('withdrawn_at');
    // Sorted here: SQLite would prepare the statement anew each time, for a handful of rows.
    return rows
      .map(voteFromRow)
      .sort(
        (one, other) =>
          one.votedAtMs - other.votedAtMs || (one.voter < other.voter ? -1 : 1),
      );
  }
}

function voteFromRow(row: unknown): ChangeVote {
  const parsed = voteRowSchema.parse(row);
  return {
    changeId: parsed.change_id,
    revision: parsed.revision,
    digest: parsed.digest,
    voter: parsed.voter,
    verdict: parsed.verdict,
    reason: parsed.reason,
    groups: parsed.groups,
    // A replica of the version before knows nothing of it.
    castFor: parsed.cast_for ?? parsed.groups,
    votedAtMs: parsed.voted_at,
    withdrawnAtMs: parsed.withdrawn_at,
    notBeforeMs: parsed.not_before,
    onlyInsideWindow: parsed.only_inside_window,
  };
}
