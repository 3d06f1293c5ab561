import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';

/** A workload of the environment `dev`. */
export const targetNamed = (name: string): TargetFacts => ({
  entityRef: `component:default/${name}`,
  environment: 'dev',
  cluster: 'test',
  namespace: 'shop-dev',
  workload: { kind: 'Deployment', name },
  name,
  entityKind: 'Component',
  owner: 'group:default/shop',
  tags: [],
  tier: 4,
  production: false,
  inCatalog: true,
});

/** The one that changes are about unless a test says otherwise. */
export const target = targetNamed('checkout');

/** Knows {@link target}, and finds every other name. */
export const targets: TargetDirectory = {
  resolve: async ({ entityRef }) =>
    targetNamed(entityRef.slice(entityRef.lastIndexOf('/') + 1)),
  ofEntity: async () => [target],
  all: async () => [target],
  dependants: async () => [],
};
