import type {
  ClusterObject,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import { CostService } from './CostService';
import { priceListSchema } from './domain/priceList';

const priceList = priceListSchema.parse({
  prices: { cpuCoreMonth: 20, memoryGiBMonth: 2 },
});

function target(environment: string): TargetFacts {
  return {
    entityRef: 'component:default/checkout',
    environment,
    cluster: environment === 'prod' ? 'remote' : 'local',
    namespace: `shop-${environment}`,
    workload: { kind: 'Deployment', name: 'checkout' },
    name: 'checkout',
    entityKind: 'Component',
    tags: [],
    tier: 3,
    production: environment === 'prod',
    inCatalog: true,
  };
}

const deployment: ClusterObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'checkout', namespace: 'shop-dev' },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          { resources: { requests: { cpu: '250m', memory: '512Mi' } } },
        ],
      },
    },
  },
};

function service(read: MandateObservationExtensionPoint['clusters']['read']) {
  const notNeeded = async () => {
    throw new Error('not part of this test');
  };
  return new CostService({
    priceList,
    observation: {
      clusters: {
        clusters: () => ['local', 'remote'],
        read,
        list: notNeeded,
        apply: notNeeded,
        remove: notNeeded,
        evict: notNeeded,
        askService: notNeeded,
        readLog: notNeeded,
        queryMetrics: notNeeded,
        watch: notNeeded,
      },
      targets: {
        resolve: notNeeded,
        all: notNeeded,
        dependants: notNeeded,
        ofEntity: async () => [target('dev'), target('prod')],
      },
      pendingCosts: async () => [
        {
          changeId: 'c1',
          title: 'Scale checkout to 4 in dev',
          environment: 'dev',
          difference: 12,
        },
      ],
    },
  });
}

describe('CostService', () => {
  it('prices what the live workload requests and adds what is pending', async () => {
    const [dev] = await service(async () => deployment).ofEntity(
      'component:default/checkout',
    );
    expect(dev).toMatchObject({
      environment: 'dev',
      currency: 'EUR',
      monthlyCost: 12,
      pending: [{ changeId: 'c1', difference: 12 }],
    });
    expect(dev.problem).toBeUndefined();
  });

  it('costs nothing where nothing runs', async () => {
    const [dev] = await service(async () => undefined).ofEntity(
      'component:default/checkout',
    );
    expect(dev).toMatchObject({ monthlyCost: 0, parts: [] });
  });

  it('says that a cost is unknown when a cluster does not answer, and still answers for the others', async () => {
    const [dev, prod] = await service(async cluster => {
      if (cluster === 'remote') {
        throw new Error('remote does not answer');
      }
      return deployment;
    }).ofEntity('component:default/checkout');
    expect(dev.monthlyCost).toBe(12);
    expect(prod.problem).toContain('remote does not answer');
  });
});
