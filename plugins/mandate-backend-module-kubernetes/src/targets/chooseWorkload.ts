import type { TargetFacts } from '@mandate/plugin-mandate-common';
import { matchesSelector } from './matchesSelector';

/** What of a workload matters for whose it is. */
export interface WorkloadCandidate {
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

type Wanted = Pick<TargetFacts, 'workload' | 'labelSelector'>;

/** All workloads of a target in its namespace: the one that it is bound to, and those that its selector names. */
export function workloadsOfTarget<T extends WorkloadCandidate>(
  target: Wanted,
  candidates: readonly T[],
): readonly T[] {
  const { workload, labelSelector } = target;
  return candidates.filter(
    ({ kind, name, labels }) =>
      (kind === workload.kind && name === workload.name) ||
      (labelSelector !== undefined && matchesSelector(labels, labelSelector)),
  );
}

/**
 * Said when the workload that a target is bound to is not there, although others carry its labels: which they are, and
 * how to say which one is meant. Nothing when there are none. A change never guesses, not even of one.
 */
export function otherCandidatesWords(
  target: Wanted & Pick<TargetFacts, 'entityRef'>,
  candidates: readonly WorkloadCandidate[],
): string | undefined {
  const found = workloadsOfTarget(target, candidates);
  if (found.length === 0) {
    return undefined;
  }
  const names = found.map(({ kind, name }) => `${kind.toLowerCase()}/${name}`);
  return `${
    found.length === 1 ? 'One workload carries' : 'Several workloads carry'
  } the labels of ${target.entityRef}: ${names.join(
    ', ',
  )}. Name the one that is meant in the annotation mandate.dev/workload.`;
}
