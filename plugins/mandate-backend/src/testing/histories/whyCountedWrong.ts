import type { ChangeVote } from '../../domain/change/change';
import type { ModelChange } from './ModelChange';
import type { ReferenceModel } from './ReferenceModel';

/** What is wrong with the groups that the stored votes count for, just counted (I3, I4); undefined when nothing is. */
export function whyCountedWrong(
  votes: readonly ChangeVote[],
  now: {
    readonly model: ReferenceModel;
    readonly change: ModelChange;
    readonly nowMs: number;
  },
): string | undefined {
  const { model, change, nowMs } = now;
  const required = (change.decided?.requirements ?? []).map(
    ({ group }) => group,
  );
  const approvals = votes.filter(
    ({ revision, withdrawnAtMs, verdict }) =>
      revision === change.revision &&
      withdrawnAtMs === undefined &&
      verdict === 'approve',
  );
  for (const { voter, groups } of approvals) {
    const counts = model.countsFor(voter, change, nowMs);
    const wanted = required.filter(group => counts.has(group));
    if (listed(groups) !== listed(wanted)) {
      return `I3, I4: the vote of ${voter} counts for ${listed(
        groups,
      )}, and should for ${listed(wanted)}`;
    }
  }
  return undefined;
}

function listed(groups: readonly string[]): string {
  return [...groups].sort().join(', ') || 'nothing';
}
