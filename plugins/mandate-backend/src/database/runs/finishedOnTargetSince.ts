import { terminalChangeStates } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../KernelTransaction';

/**
 * Whether another change on the target ended at or after a time. What was read of the target before that may be old:
 * the other run can have taken and released the lock in between.
 */
export async function finishedOnTargetSince(
  tx: KernelTransaction,
  options: {
    readonly targetKey: string;
    readonly exceptChangeId: string;
    readonly sinceMs: number;
  },
): Promise<boolean> {
  const rows = await tx
    .knex('mandate_changes')
    .where({ target_key: options.targetKey })
    .whereIn('state', [...terminalChangeStates])
    .whereNot('id', options.exceptChangeId)
    .where('ended_at', '>=', options.sinceMs)
    .select('id')
    .limit(1, { skipBinding: true });
  return rows.length > 0;
}
