import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { rolloutChecks } from './rolloutChecks';

const now = new Date('2026-11-26T12:00:00Z');
const since = new Date('2026-11-26T11:59:00Z');

function workload(status: Readonly<Record<string, unknown>>): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', generation: 2 },
    spec: { replicas: 1 },
    status: {
      observedGeneration: 2,
      replicas: 1,
      updatedReplicas: 1,
      availableReplicas: 1,
      ...status,
    },
  };
}

function pod(
  container: Readonly<Record<string, unknown>>,
  createdAt = '2026-11-26T11:59:30Z',
): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'checkout-1', creationTimestamp: createdAt },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [{ name: 'main', restartCount: 0, ...container }],
    },
  };
}

function checks(
  status: Readonly<Record<string, unknown>>,
  pods: readonly ClusterObject[] = [pod({})],
  warnings: readonly string[] = [],
) {
  const seen = { workload: workload(status), pods, warnings, since, now };
  const [rollout, ready, restarts] = rolloutChecks(seen);
  return { rollout, ready, restarts };
}

it('a finished rollout passes', () => {
  expect(Object.values(checks({})).map(({ status }) => status)).toEqual([
    'passing',
    'passing',
    'passing',
  ]);
});

it.each([
  ['that the controller has not seen yet', { observedGeneration: 1 }],
  ['with pods still to update', { updatedReplicas: 0 }],
  ['with pods not available yet', { availableReplicas: 0 }],
  ['with old pods still there', { replicas: 2 }],
])('a rollout %s is pending', (_name, status) => {
  expect(checks(status).rollout.status).toBe('pending');
});

it('a rollout that the cluster gave up fails for good', () => {
  const conditions = [
    {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: 'timed out',
    },
  ];
  expect(checks({ conditions }).rollout).toMatchObject({
    status: 'failing',
    final: true,
    words: expect.stringContaining('timed out'),
  });
});

it('no pods are no success', () => {
  expect(checks({}, []).ready.status).toBe('pending');
});

it.each([
  ['ErrImagePull', '2026-11-26T11:59:50Z', false],
  ['ErrImagePull', '2026-11-26T11:59:40Z', true],
  ['ImagePullBackOff', '2026-11-26T11:59:00Z', true],
  ['InvalidImageName', '2026-11-26T12:00:00Z', true],
  ['CrashLoopBackOff', '2026-11-26T12:00:00Z', true],
  ['CreateContainerConfigError', '2026-11-26T11:59:50Z', false],
])('%s of a pod made at %s: final is %s', (reason, createdAt, final) => {
  const waiting = pod({ state: { waiting: { reason } } }, createdAt);
  expect(checks({}, [waiting], ['pull failed']).ready).toMatchObject({
    status: 'failing',
    final,
    words: expect.stringMatching(
      new RegExp(
        `^Container main of pod checkout-1: ${reason}.*The cluster says: "pull failed"`,
      ),
    ),
  });
});

it('a pod that finds no node fails, but may still find one', () => {
  const pending: ClusterObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'checkout-1', creationTimestamp: now.toISOString() },
    status: {
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: 'Insufficient cpu',
        },
      ],
    },
  };
  expect(checks({}, [pending]).ready).toMatchObject({
    status: 'failing',
    final: false,
    words: expect.stringContaining('Insufficient cpu'),
  });
});

it('a restart since the change fails, an earlier one does not', () => {
  const restarted = (finishedAt: string) =>
    pod({
      restartCount: 1,
      lastState: {
        terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt },
      },
    });
  expect(
    checks({}, [restarted('2026-11-26T11:59:30Z')]).restarts,
  ).toMatchObject({
    status: 'failing',
    words:
      'Container main of pod checkout-1 restarted (OOMKilled, exit code 137).',
  });
  expect(checks({}, [restarted('2026-11-26T11:58:00Z')]).restarts.status).toBe(
    'passing',
  );
});
