import { z } from 'zod';
import { isSqlite } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';
import type { RunHold } from '../runQueue/RunQueue';

/** The year 9999: a person has to wake it. */
const NEVER_DUE_MS = 253_370_764_800_000;

/** One owner's right to work on a run, until the lease ends or somebody else's claim raises the fence. */
export interface RunClaim {
  readonly changeId: string;
  readonly revision: number;
  /** Every write of this owner carries it; after another claim it is refused. */
  readonly fence: number;
}

const claimRowSchema = z
  .object({
    change_id: z.string(),
    revision: z.number().int(),
    fence: z.number().int(),
  })
  .transform(row => ({
    changeId: row.change_id,
    revision: row.revision,
    fence: row.fence,
  }));

/**
 * Claims runs that are due and that nobody holds, the longest waiting first. On PostgreSQL, two replicas that claim at
 * once skip the rows the other has locked; on SQLite the transaction's write lock lets one claim after the other.
 */
export async function claimRuns(
  tx: KernelTransaction,
  options: {
    readonly owner: string;
    readonly leaseMs: number;
    readonly limit: number;
  },
): Promise<readonly RunClaim[]> {
  const now = await tx.now();
  const due = tx
    .knex('mandate_runs')
    .select('change_id')
    .whereNull('ended_at')
    .where('due_at', '<=', now)
    .where(free =>
      free.whereNull('lease_until').orWhere('lease_until', '<', now),
    )
    .orderBy('due_at')
    .limit(options.limit, { skipBinding: true });
  const rows = await tx
    .knex('mandate_runs')
    .whereIn(
      'change_id',
      isSqlite(tx.knex) ? due : due.forUpdate().skipLocked(),
    )
    .update({
      lease_owner: options.owner,
      lease_until: now + options.leaseMs,
      waits_for: null,
      fence: tx.knex.raw('fence + 1'),
    })
    .returning(['change_id', 'revision', 'fence']);
  return rows.map(row => claimRowSchema.parse(row));
}

/** Whether the claim still holds. A lost one is an answer, not an error: whoever has it stops. */
export type FenceOutcome = 'held' | 'lost';

/**
 * Checks the fence and locks the run's row until the transaction ends, so that nobody can claim it before what follows
 * is committed. Every write of a run's owner comes after this, in the same transaction.
 */
export async function holdFence(
  tx: KernelTransaction,
  claim: RunClaim,
): Promise<FenceOutcome> {
  const held = await underFence(tx, claim).update({ fence: claim.fence });
  return held === 1 ? 'held' : 'lost';
}

/** Makes the lease last longer, counted from now. */
export async function renewLease(
  tx: KernelTransaction,
  claim: RunClaim,
  leaseMs: number,
): Promise<FenceOutcome> {
  const renewed = await underFence(tx, claim).update({
    lease_until: (await tx.now()) + leaseMs,
  });
  return renewed === 1 ? 'held' : 'lost';
}

/** Notes which rule keeps the run from going on, until somebody claims it again. */
export async function holdFor(
  tx: KernelTransaction,
  claim: RunClaim,
  hold: RunHold,
  ruleId: string,
): Promise<void> {
  await underFence(tx, claim).update({ waits_for: `${hold}:${ruleId}` });
}

/**
 * Gives the run back; somebody looks at it again at `dueAtMs`, or never when that is absent and nobody wakes it. An
 * abort that came in meanwhile has it looked at now.
 */
export async function releaseRun(
  tx: KernelTransaction,
  claim: RunClaim,
  dueAtMs: number = NEVER_DUE_MS,
): Promise<FenceOutcome> {
  const released = await underFence(tx, claim).update({
    lease_owner: null,
    lease_until: null,
    due_at: tx.knex.raw(
      'case when abort_requested_at is null then cast(? as bigint) else cast(? as bigint) end',
      [dueAtMs, await tx.now()],
    ),
  });
  return released === 1 ? 'held' : 'lost';
}

function underFence(tx: KernelTransaction, claim: RunClaim) {
  return tx
    .knex('mandate_runs')
    .where({ change_id: claim.changeId, fence: claim.fence })
    .whereNull('ended_at');
}
