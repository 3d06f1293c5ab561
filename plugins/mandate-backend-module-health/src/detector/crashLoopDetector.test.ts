import type {
  ClusterObject,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';
import { minutes, NOON, target } from '../__testUtils__/changes';
import { crashLoopDetector } from './crashLoopDetector';

const deployment: ClusterObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'checkout',
    generation: 1,
    creationTimestamp: minutes(-60),
  },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'checkout' } },
    template: { spec: { containers: [{ name: 'main', image: 'app:1' }] } },
  },
  status: {
    observedGeneration: 1,
    conditions: [
      { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' },
    ],
  },
};
const crashing: ClusterObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'checkout-1', creationTimestamp: minutes(-5) },
  status: {
    containerStatuses: [
      {
        name: 'main',
        restartCount: 2,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
      },
    ],
  },
};

function detect(
  clusters: Pick<ClusterAccess, 'read' | 'list'>,
  targets = [target()],
  unseen: (reference: TargetReference, words: string) => void = () => {},
) {
  const detector = crashLoopDetector({
    intervalSeconds: 5,
    now: () => new Date(NOON),
  });
  return detector.detect({
    clusters: {
      clusters: () => ['test'],
      apply: async (_cluster, object) => object,
      remove: async () => {},
      evict: async () => {},
      askService: async () => ({
        type: 'unreachable',
        words: 'No pod is ready.',
      }),
      readLog: async () => [],
      queryMetrics: async () => ({ type: 'not-configured' }),
      watch: async () => {},
      ...clusters,
    },
    targets: {
      resolve: async () => target(),
      ofEntity: async () => targets,
      all: async () => targets,
      dependants: async () => [],
    },
    signal: new AbortController().signal,
    unseen,
  });
}

it('looks at the pods of every target by the selector of its workload', async () => {
  const list = jest.fn(async () => [crashing]);
  const targets = ['dev', 'staging', 'prod'].map(environment =>
    target({ environment }),
  );
  const findings = await detect(
    { read: async () => deployment, list },
    targets,
  );
  expect(findings.map(({ fingerprint }) => fingerprint).sort()).toEqual([
    'crash-loop:component:default/checkout:dev',
    'crash-loop:component:default/checkout:prod',
    'crash-loop:component:default/checkout:staging',
  ]);
  expect(list).toHaveBeenCalledWith('test', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: 'shop-dev',
    labelSelector: 'app=checkout',
  });
});

it('a target without a workload has no finding', async () => {
  const findings = await detect({
    read: async () => undefined,
    list: async () => [],
  });
  expect(findings).toEqual([]);
});

describe('of several targets', () => {
  const targets = ['dev', 'staging', 'prod'].map(environment =>
    target({ environment, cluster: environment, namespace: environment }),
  );

  it('a cluster that does not answer keeps none of the others from being looked at', async () => {
    const asked: string[] = [];
    const unseen: string[] = [];
    const findings = await detect(
      {
        read: async cluster => {
          asked.push(cluster);
          if (cluster === 'staging') {
            throw new ClusterUnavailableError(cluster, {
              words: 'It is away.',
            });
          }
          return deployment;
        },
        list: async () => [crashing],
      },
      [...targets, ...targets],
      ({ environment }, words) => unseen.push(`${environment}: ${words}`),
    );
    expect(
      new Set(findings.map(({ target: { environment } }) => environment)),
    ).toEqual(new Set(['dev', 'prod']));
    expect(unseen[0]).toContain('staging: ');
    expect(unseen[0]).toContain('It is away.');
    expect(asked).toContain('dev');
  });

  it.each<[string, ClusterObject]>([
    ['workload', { ...deployment, spec: 'nonsense' }],
    ['pod', { ...crashing, metadata: { name: 'checkout-1' } }],
  ])(
    'one bad %s keeps none of the others from being looked at',
    async (what, bad) => {
      const unseen: string[] = [];
      const findings = await detect(
        {
          read: async (_, { namespace }) =>
            what === 'workload' && namespace === 'staging' ? bad : deployment,
          list: async (_, { namespace }) =>
            what === 'pod' && namespace === 'staging'
              ? [crashing, bad]
              : [crashing],
        },
        targets,
        ({ environment }) => unseen.push(environment),
      );
      expect(findings).toHaveLength(2);
      expect(unseen).toEqual(['staging']);
    },
  );
});

it('throws when a cluster cannot be seen, so that nothing counts as resolved', async () => {
  const read = async () => {
    throw new ClusterUnavailableError('test', {});
  };
  await expect(
    detect({ read, list: async () => [] }, [target(), target()]),
  ).rejects.toThrow('does not answer');
});
