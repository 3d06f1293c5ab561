import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';

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
export function stopWords(cause: Pick<Change, 'title' | 'abortedBy'>): string {
  const why =
    cause.abortedBy === undefined
      ? `'${cause.title}' of the same set did not succeed`
      : `${cause.abortedBy} aborted '${cause.title}' of the same set`;
  return `Cancelled, because ${why}. Nothing was done.`;
}
