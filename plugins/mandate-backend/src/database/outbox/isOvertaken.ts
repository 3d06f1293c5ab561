import type { KernelTransaction } from '../KernelTransaction';
import { readPayload, type WaitingMessage } from './outgoing';

/**
 * Whether a newer notification of the same scope has reached everybody whom this one is for: it took the place that this one
 * would take, and says what is true now.
 */
export async function isOvertaken(
  tx: KernelTransaction,
  waiting: Extract<WaitingMessage, { type: 'notification' }>,
): Promise<boolean> {
  if (waiting.lane === undefined) {
    return false;
  }
  const rows: { payload: string }[] = await tx
    .knex('mandate_outbox as newer')
    .join('mandate_outbox as this', 'this.lane', 'newer.lane')
    .where('this.id', waiting.id)
    .whereRaw('newer.position > this.position')
    .whereNotNull('newer.delivered_at')
    .select('newer.payload');
  return rows.some(({ payload }) => {
    const newer = readPayload({ type: 'notification', payload });
    return (
      newer?.success === true &&
      newer.data.type === 'notification' &&
      reachesAllOf(newer.data.message, waiting.message)
    );
  });
}

type Addressed = Extract<WaitingMessage, { type: 'notification' }>['message'];

function reachesAllOf(newer: Addressed, older: Addressed): boolean {
  const spared = older.excludeRecipients ?? [];
  return (
    older.recipients.every(ref => newer.recipients.includes(ref)) &&
    (newer.excludeRecipients ?? []).every(ref => spared.includes(ref))
  );
}
