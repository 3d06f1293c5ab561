import {
  type Fields,
  fieldsAt,
  listAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';

/** Something that keeps a pod from working, in words that name pod, container and reason. */
export interface PodTrouble {
  readonly words: string;
  /** Whether waiting longer will not help. */
  readonly final: boolean;
}

/** How long a registry may take to answer, or a ConfigMap to appear, before we call it off. */
const PATIENCE_MS = 20_000;

const HOPELESS = ['InvalidImageName', 'CrashLoopBackOff'];
const HOPELESS_AFTER_A_WHILE = [
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
];

/** What is wrong with a pod now; nothing when it only has not got there yet. */
export function podTroubles(
  pod: ClusterObject,
  now: Date,
): readonly PodTrouble[] {
  const ageMs =
    now.getTime() -
    Date.parse(pod.metadata.creationTimestamp ?? now.toISOString());
  return [
    ...statuses(pod).flatMap(status => waitingTrouble(pod, status, ageMs)),
    ...schedulingTrouble(pod),
  ];
}

/** Restarts of the pod's containers that ended at or after a time. */
export function restartsSince(
  pod: ClusterObject,
  since: Date,
): readonly string[] {
  return statuses(pod).flatMap(status => {
    const ended = fieldsAt(status, 'lastState', 'terminated');
    const finishedAt = textAt(ended, 'finishedAt');
    const isNew =
      finishedAt !== undefined && Date.parse(finishedAt) >= since.getTime();
    return isNew && (numberAt(status, 'restartCount') ?? 0) > 0
      ? [
          `Container ${textAt(status, 'name')} of pod ${
            pod.metadata.name
          } restarted (${endWords(ended)})`,
        ]
      : [];
  });
}

/** Whether the pod takes requests. */
export function isReady(pod: ClusterObject): boolean {
  return listAt(pod, 'status', 'conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}

function statuses(pod: ClusterObject): readonly Fields[] {
  return [
    ...listAt(pod, 'status', 'initContainerStatuses'),
    ...listAt(pod, 'status', 'containerStatuses'),
  ];
}

function waitingTrouble(
  pod: ClusterObject,
  status: Fields,
  ageMs: number,
): readonly PodTrouble[] {
  const waiting = fieldsAt(status, 'state', 'waiting');
  const reason = textAt(waiting, 'reason') ?? '';
  if (![...HOPELESS, ...HOPELESS_AFTER_A_WHILE].includes(reason)) {
    return [];
  }
  const message = textAt(waiting, 'message')?.slice(0, 300);
  const ended = fieldsAt(status, 'lastState', 'terminated');
  const last =
    reason === 'CrashLoopBackOff' && Object.keys(ended).length > 0
      ? `, last ended with ${endWords(ended)}, ${
          numberAt(status, 'restartCount') ?? 0
        } restarts`
      : '';
  return [
    {
      words: `Container ${textAt(status, 'name')} of pod ${
        pod.metadata.name
      }: ${reason}${last}${message ? ` (${message})` : ''}`,
      final: HOPELESS.includes(reason) || ageMs >= PATIENCE_MS,
    },
  ];
}

function schedulingTrouble(pod: ClusterObject): readonly PodTrouble[] {
  return listAt(pod, 'status', 'conditions')
    .filter(
      ({ type, status, reason }) =>
        type === 'PodScheduled' &&
        status === 'False' &&
        reason === 'Unschedulable',
    )
    .map(({ message }) => ({
      words: `Pod ${pod.metadata.name} finds no node: ${String(message).slice(
        0,
        300,
      )}`,
      final: false,
    }));
}

function endWords(ended: Fields): string {
  return `${textAt(ended, 'reason') ?? 'unknown reason'}, exit code ${
    numberAt(ended, 'exitCode') ?? 'unknown'
  }`;
}
