import { z } from 'zod';
import { isSqlite } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';

/** Whether the locks are this change's, or which one is not and who comes before it. */
export type LockOutcome =
  | { readonly type: 'acquired' }
  | {
      readonly type: 'held';
      readonly key: string;
      readonly byChangeId: string;
    };

/** What a change wants to lock: all of the keys, or none. */
export interface WantedLocks {
  readonly changeId: string;
  /** In the order in which everybody takes them. */
  readonly keys: readonly string[];
}

const holderSchema = z.object({ lock_key: z.string(), change_id: z.string() });

/**
 * Takes all locks for a change, or says who comes before it: who holds one, or who has waited for one longer. Of two
 * transactions that want one at once, the second waits for the first one's commit and then sees its row.
 */
export async function acquireLocks(
  tx: KernelTransaction,
  want: WantedLocks,
): Promise<LockOutcome> {
  const ahead = await whoComesBefore(tx, want);
  if (ahead) {
    return ahead;
  }
  for (const key of want.keys) {
    await tx
      .knex('mandate_target_locks')
      .insert({
        target_key: key,
        change_id: want.changeId,
        acquired_at: await tx.now(),
      })
      .onConflict('target_key')
      .ignore();
  }
  const overtaken = await whoComesBefore(tx, want);
  if (overtaken) {
    await releaseLocks(tx, want.changeId);
    return overtaken;
  }
  await leaveLockQueue(tx, want.changeId);
  return { type: 'acquired' };
}

/** Who holds one of the locks, or has waited for one longer; undefined when it is this change's turn. */
export async function whoComesBefore(
  tx: KernelTransaction,
  { changeId, keys }: WantedLocks,
): Promise<Extract<LockOutcome, { type: 'held' }> | undefined> {
  const locks: readonly unknown[] = await tx
    .knex('mandate_target_locks')
    .whereIn('target_key', [...keys])
    .select('target_key as lock_key', 'change_id');
  const holders = locks.map(row => holderSchema.parse(row));
  const other = holders.find(({ change_id: holder }) => holder !== changeId);
  if (other) {
    return heldBy(other);
  }
  if (holders.length === keys.length) {
    return undefined;
  }
  // A change has its places since one moment.
  const [own] = await tx
    .knex('mandate_lock_queue')
    .where({ change_id: changeId })
    .select('since');
  const others = tx
    .knex('mandate_lock_queue')
    .whereIn('lock_key', [...keys])
    .whereNot({ change_id: changeId })
    .orderBy(['since', 'change_id']);
  if (own) {
    others.where(earlier =>
      earlier
        .where('since', '<', own.since)
        .orWhere(same =>
          same.where({ since: own.since }).where('change_id', '<', changeId),
        ),
    );
  }
  const [waiting] = await others
    .select('lock_key', 'change_id')
    .limit(1, { skipBinding: true });
  return waiting && heldBy(holderSchema.parse(waiting));
}

/** Takes a place in the queue of each lock; one that has a place keeps it. */
export async function joinLockQueue(
  tx: KernelTransaction,
  { changeId, keys }: WantedLocks,
): Promise<void> {
  const since = await tx.now();
  await tx
    .knex('mandate_lock_queue')
    .insert(keys.map(key => ({ lock_key: key, change_id: changeId, since })))
    .onConflict(['lock_key', 'change_id'])
    .ignore();
}

/** Gives the place up: of whoever has all its locks, and of whoever waits for something else now. */
export async function leaveLockQueue(
  tx: KernelTransaction,
  changeId: string,
): Promise<void> {
  await tx.knex('mandate_lock_queue').where({ change_id: changeId }).delete();
}

/** Lets everything go that a change holds, and has whoever waits for it looked at now. */
export async function releaseLocks(
  tx: KernelTransaction,
  changeId: string,
): Promise<void> {
  const own = () =>
    tx.knex('mandate_target_locks').where({ change_id: changeId });
  const held = await own().select('target_key');
  await own().delete();
  await leaveLockQueue(tx, changeId);
  if (held.length > 0) {
    await wakeWaiting(
      tx,
      held.map(row => String(row.target_key)),
    );
  }
}

/** Runs that somebody works on at this moment are left alone: their owner asks again by itself, soon. */
async function wakeWaiting(
  tx: KernelTransaction,
  keys: readonly string[],
): Promise<void> {
  const waiting = tx
    .knex('mandate_runs')
    .select('change_id')
    .whereNull('ended_at')
    .whereNull('lease_owner')
    .whereIn(
      'change_id',
      tx
        .knex('mandate_lock_queue')
        .select('change_id')
        .whereIn('lock_key', [...keys]),
    );
  const woken = await tx
    .knex('mandate_runs')
    .whereIn(
      'change_id',
      isSqlite(tx.knex) ? waiting : waiting.forUpdate().skipLocked(),
    )
    .update({ due_at: await tx.now() });
  if (woken > 0) {
    tx.queuedWork.add('runs');
  }
}

function heldBy({
  lock_key: key,
  change_id: byChangeId,
}: z.infer<typeof holderSchema>): Extract<LockOutcome, { type: 'held' }> {
  return { type: 'held', key, byChangeId };
}
