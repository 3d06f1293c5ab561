import type { StatusCase } from './statusCases';

/** A workload that is rolled out. */
export const rolledOut = {
  observedGeneration: 1,
  replicas: 2,
  updatedReplicas: 2,
  readyReplicas: 2,
  availableReplicas: 2,
  currentReplicas: 2,
};

const yes = (type: string) => ({ conditions: [{ type, status: 'True' }] });
const no = (type: string, reason: string) => ({
  conditions: [{ type, status: 'False', reason }],
});

/** What the rules of workloads say. */
export const workloadStatusCases: readonly StatusCase[] = [
  // Deployment
  {
    rule: 'not taken up',
    type: 'apps/v1 Deployment',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'rolled out',
    type: 'apps/v1 Deployment',
    status: rolledOut,
    state: 'current',
  },
  {
    rule: 'with too few updated',
    type: 'apps/v1 Deployment',
    status: { ...rolledOut, updatedReplicas: 1 },
    state: 'in-progress',
  },
  {
    rule: 'with old pods',
    type: 'apps/v1 Deployment',
    status: { ...rolledOut, replicas: 3 },
    state: 'in-progress',
  },
  {
    rule: 'with too few available',
    type: 'apps/v1 Deployment',
    status: { ...rolledOut, availableReplicas: 1 },
    state: 'in-progress',
  },
  {
    rule: 'whose progress deadline is over',
    type: 'apps/v1 Deployment',
    status: { ...rolledOut, ...no('Progressing', 'ProgressDeadlineExceeded') },
    state: 'failed',
  },
  {
    rule: 'scaled to nothing',
    type: 'apps/v1 Deployment',
    spec: { replicas: 0 },
    status: { observedGeneration: 1 },
    state: 'current',
  },
  // ReplicaSet
  {
    rule: 'complete',
    type: 'apps/v1 ReplicaSet',
    status: rolledOut,
    state: 'current',
  },
  {
    rule: 'that cannot make pods',
    type: 'apps/v1 ReplicaSet',
    status: { ...rolledOut, ...yes('ReplicaFailure') },
    state: 'in-progress',
  },
  {
    rule: 'with too many pods',
    type: 'apps/v1 ReplicaSet',
    status: { ...rolledOut, replicas: 3 },
    state: 'in-progress',
  },
  // StatefulSet
  {
    rule: 'not taken up',
    type: 'apps/v1 StatefulSet',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'of one revision',
    type: 'apps/v1 StatefulSet',
    status: { ...rolledOut, currentRevision: 'a', updateRevision: 'a' },
    state: 'current',
  },
  {
    rule: 'of two revisions',
    type: 'apps/v1 StatefulSet',
    status: { ...rolledOut, currentRevision: 'a', updateRevision: 'b' },
    state: 'in-progress',
  },
  {
    rule: 'with too few ready',
    type: 'apps/v1 StatefulSet',
    status: { ...rolledOut, readyReplicas: 1 },
    state: 'in-progress',
  },
  {
    rule: 'with surplus pods',
    type: 'apps/v1 StatefulSet',
    status: { ...rolledOut, replicas: 3 },
    state: 'in-progress',
  },
  {
    rule: 'updated up to its partition',
    type: 'apps/v1 StatefulSet',
    spec: { replicas: 2, updateStrategy: { rollingUpdate: { partition: 1 } } },
    status: {
      ...rolledOut,
      updatedReplicas: 1,
      currentRevision: 'a',
      updateRevision: 'b',
    },
    state: 'current',
  },
  {
    rule: 'that waits for people',
    type: 'apps/v1 StatefulSet',
    spec: { replicas: 2, updateStrategy: { type: 'OnDelete' } },
    status: { observedGeneration: 1 },
    state: 'current',
  },
  // DaemonSet
  {
    rule: 'not taken up',
    type: 'apps/v1 DaemonSet',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'on all nodes',
    type: 'apps/v1 DaemonSet',
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 3,
      currentNumberScheduled: 3,
      updatedNumberScheduled: 3,
      numberAvailable: 3,
      numberReady: 3,
    },
    state: 'current',
  },
  {
    rule: 'with too few updated',
    type: 'apps/v1 DaemonSet',
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 3,
      currentNumberScheduled: 3,
      updatedNumberScheduled: 2,
      numberAvailable: 3,
      numberReady: 3,
    },
    state: 'in-progress',
  },
  {
    rule: 'for no node',
    type: 'apps/v1 DaemonSet',
    status: { observedGeneration: 1, desiredNumberScheduled: 0 },
    state: 'current',
  },
];
