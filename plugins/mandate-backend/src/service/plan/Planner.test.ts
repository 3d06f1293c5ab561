import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  ClusterUnavailableError,
  type TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { LazyClusterAccess } from '../../extensionPoints/LazyClusterAccess';
import { fakeChangeKind } from '../../testing/fakeChangeKind';
import { deploy } from '../../testing/requests';
import { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import { Planner } from './Planner';

const target = {
  entityRef: 'component:default/checkout',
  environment: 'dev',
  cluster: 'one',
  namespace: 'shop-dev',
  workload: { kind: 'Deployment', name: 'checkout' },
  name: 'checkout',
  entityKind: 'Component',
  tags: [],
  tier: 3,
  production: false,
  inCatalog: true,
} as const;
const targets: TargetDirectory = {
  resolve: async () => ({ ...target, tags: [] }),
  ofEntity: async () => [],
  all: async () => [],
  dependants: async () => [],
};

function plannerWith(kind: ReturnType<typeof fakeChangeKind>): Planner {
  const kinds = new ChangeKindRegistry();
  kinds.add(kind);
  const clusters = new LazyClusterAccess();
  return new Planner({
    kinds,
    targets,
    clusters,
    timeoutMs: 1_000,
    logger: mockServices.logger.mock(),
  });
}

describe('Planner', () => {
  it('says which cluster does not answer and why, and that nothing was stored', async () => {
    const planner = plannerWith({
      ...fakeChangeKind({ version: '1' }),
      plan: async () => {
        throw new ClusterUnavailableError('one', {
          cause: 'secret detail',
          words: 'Nothing listens there.',
        });
      },
    });
    const planning = planner.plan(deploy('dev'));
    await expect(planning).rejects.toThrow(ServiceUnavailableError);
    await expect(planning).rejects.toThrow(
      /^Cluster 'one' does not answer.*nothing was stored. Nothing listens there. Try again when it answers\.$/,
    );
  });

  it('keeps what a client library says to itself: it may hold a token (I12)', async () => {
    const planning = plannerWith({
      ...fakeChangeKind({ version: '1' }),
      plan: async () => {
        throw new Error('GET https://robot:s3cret@cluster.example failed');
      },
    }).plan(deploy('dev'));
    await expect(planning).rejects.toThrow(
      "Nothing was planned or stored. The change kind 'deploy' failed in a way that it does not foresee.",
    );
    await expect(planning).rejects.not.toThrow(/s3cret/);
  });

  it('gives the same digest for the same effect on a target that moved in ways that do not matter (G3)', async () => {
    const kind = fakeChangeKind({ version: '1.0.0' });
    const digestOf = async (baseVersion: string) => {
      const outcome = await plannerWith({
        ...kind,
        plan: async (context, input) => {
          const planned = await kind.plan(context, input);
          return planned.type === 'planned'
            ? { ...planned, plan: { ...planned.plan, baseVersion } }
            : planned;
        },
      }).plan(deploy('dev'));
      return outcome.type === 'planned' ? outcome.digest : outcome.type;
    };
    await expect(digestOf('2')).resolves.toBe(await digestOf('1'));
  });
});
