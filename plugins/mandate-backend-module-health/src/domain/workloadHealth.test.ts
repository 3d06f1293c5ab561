import { target } from '../__testUtils__/changes';
import { observed, type WorkloadParts } from '../__testUtils__/workloads';
import { workloadHealth } from './workloadHealth';

const cases: [string, string, WorkloadParts][] = [
  ['healthy', '2 of 2 pods ready.', {}],
  [
    'healthy',
    'Scaled to 0 pods on purpose.',
    { replicas: 0, ready: 0, total: 0 },
  ],
  [
    'progressing',
    'A new version is rolling out: 1 of 2 pods updated, 2 of 2 pods ready.',
    { updated: 1, total: 3, progress: 'ReplicaSetUpdated' },
  ],
  ['degraded', '1 of 2 pods ready.', { ready: 1 }],
  [
    'degraded',
    'The last rollout did not finish; 1 of 2 pods ready.',
    { ready: 1, updated: 1, total: 3, progress: 'ProgressDeadlineExceeded' },
  ],
  ['failing', 'No pod is ready: 0 of 2 pods ready.', { ready: 0 }],
  [
    'failing',
    'The image app:1 cannot be pulled; 2 of 2 pods ready.',
    { pods: [{ waiting: 'ImagePullBackOff' }] },
  ],
  [
    'failing',
    'Crash-looping: 1 restart in 30 minutes; 1 of 2 pods ready.',
    { ready: 1, pods: [{ waiting: 'CrashLoopBackOff', restarts: 1 }] },
  ],
];

it.each(cases)('%s: %s', (status, words, parts) => {
  expect(workloadHealth(target(), observed(parts))).toMatchObject({
    status,
    words,
    environment: 'dev',
    workload: 'checkout',
    images: ['app:1'],
  });
});

it('sums restarts over all pods', () => {
  const pods = [{ restarts: 2 }, { restarts: 3 }];
  expect(workloadHealth(target(), observed({ pods })).restarts).toBe(5);
});
