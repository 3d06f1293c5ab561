import { z } from 'zod';
import { integerColumn, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { excludeHolds, readHolds } from '../ledger/legalHoldStore';
import { namingNobody } from './namingNobody';

/** A message that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly type: string;
  /** As JSON. */
  readonly payload: string;
  readonly createdAtMs: number;
  readonly deadAtMs: number;
  readonly error: string;
}

const rowSchema = z
  .object({
    id: z.string(),
    type: z.string(),
    payload: z.string(),
    created_at: integerColumn,
    dead_at: integerColumn,
    last_error: optionalText,
  })
  .transform(
    (row): DeadLetter => ({
      id: row.id,
      type: row.type,
      payload: row.payload,
      createdAtMs: row.created_at,
      deadAtMs: row.dead_at,
      error: row.last_error ?? 'unknown',
    }),
  );

/** Messages that were given up, the newest first. */
export async function readDeadLetters(
  tx: KernelTransaction,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const rows = await tx
    .knex('mandate_outbox')
    .whereNotNull('dead_at')
    .orderBy('dead_at', 'desc')
    .limit(limit);
  return rows.map(row => rowSchema.parse(row));
}

/** Has a message that was given up sent again, as if it were new. */
export async function reviveDeadLetter(
  tx: KernelTransaction,
  id: string,
): Promise<'revived' | 'not-found'> {
  tx.queuedWork.add('messages');
  const revived = await tx
    .knex('mandate_outbox')
    .where({ id })
    .whereNotNull('dead_at')
    .update({ dead_at: null, attempts: 0, due_at: await tx.now() });
  return revived === 1 ? 'revived' : 'not-found';
}

/** Forgets a message that was given up, unless it names somebody under legal hold. */
export async function discardDeadLetter(
  tx: KernelTransaction,
  id: string,
): Promise<'discarded' | 'not-found' | 'held'> {
  const letter = () =>
    tx.knex('mandate_outbox').where({ id }).whereNotNull('dead_at');
  await excludeHolds(tx);
  const discarded = await letter()
    .modify(namingNobody, await readHolds(tx))
    .delete();
  if (discarded === 1) {
    return 'discarded';
  }
  return (await letter().first('id')) ? 'held' : 'not-found';
}
