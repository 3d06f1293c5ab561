import { z } from 'zod';
import type { KernelTransaction } from '../KernelTransaction';

/** Whether the lock is this change's, or whose it is. */
export type TargetLockOutcome =
  | { readonly type: 'acquired' }
  | { readonly type: 'held'; readonly byChangeId: string };

const lockRowSchema = z.object({ change_id: z.string() });

/**
 * Takes the target's lock for a change, or says who has it. Of two transactions that want it at once, the second
 * waits for the first one's commit and then sees its row.
 */
export async function acquireTargetLock(
  tx: KernelTransaction,
  want: { readonly targetKey: string; readonly changeId: string },
): Promise<TargetLockOutcome> {
  await tx
    .knex('mandate_target_locks')
    .insert({
      target_key: want.targetKey,
      change_id: want.changeId,
      acquired_at: await tx.now(),
    })
    .onConflict('target_key')
    .ignore();
  const holder = await readTargetLock(tx, want.targetKey);
  if (holder === undefined) {
    // Its holder let it go between the two statements: it is free.
    return acquireTargetLock(tx, want);
  }
  return holder === want.changeId
    ? { type: 'acquired' }
    : { type: 'held', byChangeId: holder };
}

/** Lets a target go that a change holds, when it waits without having begun. */
export async function releaseTargetLock(
  tx: KernelTransaction,
  changeId: string,
): Promise<void> {
  await tx.knex('mandate_target_locks').where({ change_id: changeId }).delete();
}

/** The change that holds a target's lock now. */
export async function readTargetLock(
  tx: KernelTransaction,
  targetKey: string,
): Promise<string | undefined> {
  const row = await tx
    .knex('mandate_target_locks')
    .where({ target_key: targetKey })
    .first('change_id');
  return row && lockRowSchema.parse(row).change_id;
}
