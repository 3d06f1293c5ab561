import type { Finding } from '@mandate/plugin-mandate-common';
import { createWorld, planned, run, targetOf } from '../__testUtils__/world';
import { applyWhatGitHas } from './applyWhatGitHas';
import { configurationDriftDetector } from './configurationDriftDetector';

// git runs as a process of its own, dozens of times a test; a busy machine takes its time.
jest.setTimeout(60_000);

const target = targetOf('checkout', 'staging');

async function appliedWorld() {
  const world = await createWorld({ 'global.yaml': 'retries: 2\n' });
  await run(world, await planned(world, target, { action: 'apply' }), target);
  const later = new Date(world.sources.now().getTime() + 3_600_000);
  const detector = configurationDriftDetector(
    { ...world.sources, now: () => later },
    60,
  );
  const unseen = jest.fn();
  const look = () =>
    detector.detect({
      ...world.sources.observation,
      signal: new AbortController().signal,
      unseen,
    });
  return { world, look, unseen };
}

it('finds nothing where git, what was applied and the cluster are the same', async () => {
  const { look } = await appliedWorld();
  expect(await look()).toEqual([]);
});

it('finds what is not applied, and proposes to apply it, twice at most', async () => {
  const { world, look } = await appliedWorld();
  await world.write({ 'global.yaml': 'retries: 4\n' });
  const [found] = await look();
  expect(found).toMatchObject({
    target: { environment: 'staging' },
    evidence: { standing: 'not-applied', paths: ['retries'] },
  });
  const finding: Finding = {
    ...found,
    id: 'f1',
    state: 'open',
    firstSeenAt: '',
    lastSeenAt: '',
    changeIds: [],
  };
  expect(applyWhatGitHas.handles(finding)).toBe(true);
  const now = world.sources.now();
  expect(applyWhatGitHas.next({ finding, tried: [], now })).toMatchObject({
    type: 'propose',
    request: { kind: 'change-configuration', input: { action: 'apply' } },
  });
  // safety: the remedy looks at the state alone.
  const failed = { state: 'undone' } as Parameters<
    typeof applyWhatGitHas.next
  >[0]['tried'][number];
  const running = { ...failed, state: 'running' as const };
  expect(applyWhatGitHas.next({ finding, tried: [running], now }).type).toBe(
    'wait',
  );
  expect(
    applyWhatGitHas.next({ finding, tried: [failed, failed], now }).type,
  ).toBe('escalate');
});

it('finds what somebody changed in the cluster, names no value, and leaves it to a person', async () => {
  const { world, look } = await appliedWorld();
  const live = world.applied(target);
  if (live) {
    live.data = {
      // safety: the fake cluster keeps what was applied.
      ...(live.data as object),
      'configuration.yaml': 'retries: 2\npassword: hunter2\n',
    };
  }
  const [found] = await look();
  expect(found.evidence).toMatchObject({
    standing: 'drifted',
    paths: ['password'],
  });
  expect(JSON.stringify(found)).not.toContain('hunter2');
  expect(applyWhatGitHas.handles({ ...found } as Finding)).toBe(false);
});

it('tells that a cluster could not be looked at', async () => {
  const { world, look, unseen } = await appliedWorld();
  world.sources.observation.clusters.list = async () => {
    throw new Error('away');
  };
  expect(await look()).toEqual([]);
  expect(unseen).toHaveBeenCalledWith(
    expect.objectContaining({ environment: 'staging' }),
    'away',
  );
});
