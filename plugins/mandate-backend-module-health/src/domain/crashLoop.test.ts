import { observed } from '../__testUtils__/workloads';
import { target } from '../__testUtils__/changes';
import { crashLoops } from './crashLoop';
import { crashLoopFinding } from './crashLoopFinding';

const backingOff = {
  waiting: 'CrashLoopBackOff',
  restarts: 4,
  ended: { minute: -0.2, seconds: 3 },
};

it('a container that backs off from crashing is a crash loop, with its evidence', () => {
  expect(crashLoops(observed({ ready: 1, pods: [backingOff, {}] }))).toEqual([
    {
      pod: 'checkout-0',
      container: 'main',
      image: 'app:1',
      reason: 'Error',
      exitCode: 1,
      restarts: 4,
      words: '4 restarts in 30 minutes',
    },
  ]);
});

it('so is one that runs just now, when it restarted often and its last run was short', () => {
  const pods = [
    { restarts: 3, runsSince: -0.2, ended: { minute: -0.5, seconds: 10 } },
  ];
  expect(crashLoops(observed({ pods }))).toHaveLength(1);
});

it('one crash loop stays one while the container runs between two of its ends', () => {
  const ended = { minute: -0.5, seconds: 25 };
  const phases = [
    { restarts: 1, waiting: 'CrashLoopBackOff', ended },
    { restarts: 2, runsSince: -0.4, ended },
    { restarts: 2, waiting: 'CrashLoopBackOff', ended },
    { restarts: 3, runsSince: -0.1, ended },
  ];
  for (const phase of phases) {
    expect(crashLoops(observed({ pods: [phase] }))).toHaveLength(1);
  }
});

it.each([
  ['restarted once only', 1, -0.2, { minute: -0.5, seconds: 10 }],
  ['ran for long before it ended', 9, -0.2, { minute: -0.5, seconds: 3_600 }],
  ['runs well for minutes since', 9, -5, { minute: -5.5, seconds: 10 }],
  ['ended long ago', 9, -0.2, { minute: -10, seconds: 10 }],
])('a container that %s is none', (_name, restarts, runsSince, ended) => {
  const pods = [{ restarts, runsSince, ended }];
  expect(crashLoops(observed({ pods }))).toEqual([]);
});

it('a crash loop in the middle of a rollout counts: the kernel knows whether a change is behind it', () => {
  const pods = [{ ...backingOff, createdMinute: -1 }];
  const seen = { progress: 'ReplicaSetUpdated', pods };
  expect(crashLoops(observed(seen))).toHaveLength(1);
});

it('a workload that never was available is left out, however it crashes', () => {
  const seen = {
    ready: 0,
    progress: 'ProgressDeadlineExceeded',
    availableMinute: -60,
    pods: [backingOff],
  };
  expect(crashLoops(observed(seen))).toEqual([]);
  expect(crashLoops(observed({ ...seen, availableMinute: -2 }))).toHaveLength(
    1,
  );
});

describe('the finding', () => {
  const loops = crashLoops(
    observed({ ready: 1, pods: [{ ...backingOff, restarts: 1 }, backingOff] }),
  );

  it('is about the worst container and lists the others', () => {
    expect(crashLoopFinding(target(), loops)).toMatchObject({
      fingerprint: 'crash-loop:component:default/checkout:dev',
      title: 'checkout is crash-looping in dev',
      evidence: {
        pod: 'checkout-1',
        restarts: 4,
        exitCode: 1,
        others: [{ pod: 'checkout-0' }],
      },
    });
  });

  it.each([
    [false, 1, 'medium'],
    [true, 2, 'high'],
    [true, 1, 'critical'],
  ])('production %s and tier %d make it %s', (production, tier, severity) => {
    expect(
      crashLoopFinding(target({ production, tier }), loops)?.severity,
    ).toBe(severity);
  });

  it('is none without a crash loop', () => {
    expect(crashLoopFinding(target(), [])).toBeUndefined();
  });
});
