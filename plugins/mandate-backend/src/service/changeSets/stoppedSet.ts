import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';

/** Whether a change that is in this state stops its set where it has a stop rule. */
export function stopsItsSet(state: ChangeState): boolean {
  return isTerminal(state) && state !== 'succeeded';
}

/** The change that stopped the set to which another belongs; undefined while it goes on, and for changes of no set. */
export async function stoppedBy(
  tx: KernelTransaction,
  changeId: string,
): Promise<Change | undefined> {
  const set = await tx.changeSets.ofChange(changeId);
  const failure = set?.stops
    ? await tx.changeSets.firstFailure(set.id)
    : undefined;
  return failure === undefined ? undefined : tx.changes.get(failure);
}

/** What a change is told that has not started when its set stops. */
export function stopWords(cause: Pick<Change, 'title'>): string {
  return `Cancelled, because '${cause.title}' of the same set did not succeed. Nothing was done.`;
}
