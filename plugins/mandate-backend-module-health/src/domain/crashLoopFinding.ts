import type {
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { CrashLoop } from './crashLoop';

/** Id of the detector. */
export const CRASH_LOOP_DETECTOR = 'crash-loop';

/** How many crash loops the evidence lists. */
const MOST_LISTED = 5;

/** The finding on a target whose pods crash-loop; nothing when none does. One target, one fingerprint. */
export function crashLoopFinding(
  target: TargetFacts,
  loops: readonly CrashLoop[],
): ObservedFinding | undefined {
  const [worst] = [...loops].sort(
    (left, right) =>
      right.restarts - left.restarts || left.pod.localeCompare(right.pod),
  );
  if (!worst) {
    return undefined;
  }
  const { entityRef, environment, cluster, namespace, workload } = target;
  const others = loops.length - 1;
  return {
    fingerprint: `${CRASH_LOOP_DETECTOR}:${entityRef}:${environment}`.slice(
      0,
      300,
    ),
    detector: CRASH_LOOP_DETECTOR,
    target: { entityRef, environment },
    severity: severityOf(target),
    title: `${target.name} is crash-looping in ${environment}`,
    words: `Container ${worst.container} of pod ${
      worst.pod
    } ends again and again: ${worst.reason}, exit code ${worst.exitCode}, ${
      worst.words
    }${others > 0 ? `; ${others} more alike` : ''}. Its image is ${
      worst.image
    }.`,
    evidence: {
      cluster,
      namespace,
      workload: `${workload.kind}/${workload.name}`,
      ...worst,
      others: loops
        .filter(loop => loop !== worst)
        .slice(0, MOST_LISTED)
        .map(({ pod, container, restarts }) => ({ pod, container, restarts })),
    },
  };
}

function severityOf(target: TargetFacts): ObservedFinding['severity'] {
  if (!target.production) {
    return 'medium';
  }
  return target.tier === 1 ? 'critical' : 'high';
}
