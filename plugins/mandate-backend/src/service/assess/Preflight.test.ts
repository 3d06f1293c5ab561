import { mockServices } from '@backstage/backend-test-utils';
import type { PreflightCheck } from '@mandate/plugin-mandate-common';
import type { PreflightSource } from '@mandate/plugin-mandate-node';
import { fakeChangeKind } from '../../testing/fakeChangeKind';
import type { AnyChangeKind } from '../kinds/ChangeKindRegistry';
import { noClusters } from '../run/testing/FakeWorld';
import { targets } from '../run/testing/testTargets';
import { Preflight, type PreflightRequest } from './Preflight';

const ready: PreflightCheck = {
  id: 'environment',
  title: 'The environment is ready',
  status: 'pass',
  words: 'It is.',
};

function source(
  check: PreflightSource['check'],
  concerns: PreflightSource['concerns'] = () => true,
): PreflightSource {
  return { id: 'given', title: 'Given', concerns, check };
}

async function checksOf(
  sources: readonly PreflightSource[],
  change: Partial<AnyChangeKind> = {},
): Promise<readonly PreflightCheck[]> {
  const preflight = new Preflight({
    sources,
    clusters: noClusters,
    dependencies: async () => [],
    timeoutMs: 50,
    logger: mockServices.logger.mock(),
  });
  return preflight.check(await requestOf(change));
}

async function requestOf(
  change: Partial<AnyChangeKind>,
): Promise<PreflightRequest> {
  // safety: the input below is one that the kind's schema gives.
  const kind = fakeChangeKind({ version: '1.0.0' }) as AnyChangeKind;
  const target = await targets.resolve({ entityRef: '', environment: '' });
  const outcome = await kind.plan(
    { target, clusters: noClusters, signal: new AbortController().signal },
    { version: '1.0.1', bump: 'patch', outcome: 'planned', ballast: 0 },
  );
  if (outcome.type !== 'planned') {
    throw new Error(outcome.words);
  }
  return { kind: { ...kind, ...change }, target, plan: outcome.plan };
}

describe('Preflight', () => {
  it('unites the checks of the kind and of modules that have something to say', async () => {
    const checks = await checksOf(
      [
        source(async () => [{ ...ready, id: 'licence' }]),
        source(
          async () => [{ ...ready, id: 'other' }],
          () => false,
        ),
      ],
      { preflight: async () => [ready] },
    );
    expect(checks.map(({ id }) => id)).toEqual(['environment', 'licence']);
  });

  it.each([
    [
      'throws',
      async () => {
        throw new Error('secret');
      },
    ],
    ['does not answer in time', () => new Promise<never>(() => {})],
    ['answers nonsense', async () => [{ ...ready, id: '' }]],
  ])('what %s is unknown', async (_, check) => {
    const [only, ...rest] = await checksOf([source(check)]);
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ id: 'given', status: 'unknown' });
    expect(only.words).not.toContain('secret');
  });

  it('a change that touches data needs a backup that somebody verified', async () => {
    const risk = {
      destructive: false,
      touchesIdentity: false,
      touchesData: true,
      irreversibility: 0,
    };
    expect(await checksOf([], { risk })).toMatchObject([
      { id: 'backup', status: 'unknown' },
    ]);
    const backup = { ...ready, id: 'backup' };
    expect(await checksOf([source(async () => [backup])], { risk })).toEqual([
      backup,
    ]);
  });
});
