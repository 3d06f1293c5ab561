import {
  listAt,
  numberAt,
  replicasOf,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { Check } from '@mandate/plugin-mandate-node';
import { isReady, podTroubles, restartsSince } from './podTrouble';

/** What was seen of one workload. */
export interface RolloutObservation {
  readonly workload: ClusterObject;
  /** Pods of the newest template, without those that are being deleted. */
  readonly pods: readonly ClusterObject[];
  /** Messages of warning events about them, newest first. */
  readonly warnings: readonly string[];
  /** When the change was applied. */
  readonly since: Date;
  readonly now: Date;
}

/** The conditions of a rollout: complete, its pods ready, none of them restarted since. */
export function rolloutChecks(seen: RolloutObservation): readonly Check[] {
  const { kind, metadata } = seen.workload;
  const suffix = `${kind.toLowerCase()}-${metadata.name}`;
  const name = `${kind} ${metadata.name}`;
  return [
    {
      id: `rollout-${suffix}`,
      title: `${name} is rolled out`,
      ...rollout(seen.workload),
    },
    {
      id: `pods-${suffix}`,
      title: `Pods of ${name} are ready`,
      ...podsReady(seen),
    },
    {
      id: `restarts-${suffix}`,
      title: `Pods of ${name} do not restart`,
      ...noRestarts(seen),
    },
  ];
}

type Outcome = Pick<Check, 'status' | 'words' | 'final'>;

function rollout(workload: ClusterObject): Outcome {
  const { generation } = workload.metadata;
  const observed = numberAt(workload, 'status', 'observedGeneration') ?? 0;
  const count = (field: string) => numberAt(workload, 'status', field) ?? 0;
  if (generation !== undefined && observed < generation) {
    return {
      status: 'pending',
      words: 'The cluster has not taken the change up yet.',
    };
  }
  const stopped = listAt(workload, 'status', 'conditions').find(
    ({ type, status, reason }) =>
      type === 'Progressing' &&
      status === 'False' &&
      reason === 'ProgressDeadlineExceeded',
  );
  if (stopped) {
    return {
      status: 'failing',
      final: true,
      words: `The cluster gave the rollout up (ProgressDeadlineExceeded): ${
        textAt(stopped, 'message') ?? ''
      }`,
    };
  }
  const wanted = replicasOf(workload);
  const updated = count('updatedReplicas');
  const available = count('availableReplicas');
  const total = count('replicas');
  const isComplete =
    updated === wanted && available === wanted && total === wanted;
  return {
    status: isComplete ? 'passing' : 'pending',
    words: `${updated} of ${wanted} pods updated, ${available} available${
      total > wanted ? `, ${total - wanted} old still to go` : ''
    }.`,
  };
}

function podsReady({
  workload,
  pods,
  warnings,
  now,
}: RolloutObservation): Outcome {
  const troubles = pods.flatMap(pod => podTroubles(pod, now));
  if (troubles.length > 0) {
    const quoted = warnings.slice(0, 2).map(message => `"${message}"`);
    return {
      status: 'failing',
      final: troubles.some(({ final }) => final),
      words: [
        ...troubles.slice(0, 3).map(({ words }) => `${words}.`),
        ...(quoted.length > 0
          ? [`The cluster says: ${quoted.join(', ')}.`]
          : []),
      ].join(' '),
    };
  }
  const ready = pods.filter(isReady).length;
  const wanted = replicasOf(workload);
  return {
    status: ready === wanted ? 'passing' : 'pending',
    words: `${ready} of ${wanted} pods ready.${
      ready < wanted && warnings.length > 0
        ? ` The cluster says: "${warnings[0]}".`
        : ''
    }`,
  };
}

function noRestarts({ pods, since }: RolloutObservation): Outcome {
  const restarts = pods.flatMap(pod => restartsSince(pod, since));
  return restarts.length > 0
    ? { status: 'failing', words: `${restarts.slice(0, 3).join('. ')}.` }
    : { status: 'passing', words: 'No restarts since the change.' };
}
