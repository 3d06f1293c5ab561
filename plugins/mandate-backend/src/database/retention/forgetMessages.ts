import type { Knex } from 'knex';
import { excludeHolds, readHolds } from '../ledger/legalHoldStore';
import type { KernelTransaction } from '../KernelTransaction';
import { namingNobody } from '../outbox/namingNobody';

/** Messages that go in one transaction. */
const BATCH = 2_000;

/**
 * Forgets messages that were delivered, or given up, before a time, but for those that name a person under legal hold.
 *
 * @returns how many; call again while it is a full batch.
 */
export async function forgetMessages(
  tx: KernelTransaction,
  before: { readonly deliveredMs: number; readonly givenUpMs: number },
): Promise<{ readonly messages: number; readonly isMore: boolean }> {
  await excludeHolds(tx);
  const held = await readHolds(tx);
  const isOver = (query: Knex.QueryBuilder) =>
    query
      .where('delivered_at', '<', before.deliveredMs)
      .orWhere('dead_at', '<', before.givenUpMs);
  const old = tx
    .knex('mandate_outbox')
    .where(isOver)
    .modify(namingNobody, held)
    .limit(BATCH)
    .select('id');
  // Somebody may be replaying one: once that is done it is looked at again.
  const messages = await tx
    .knex('mandate_outbox')
    .whereIn('id', old)
    .where(isOver)
    .delete();
  return { messages, isMore: messages === BATCH };
}
