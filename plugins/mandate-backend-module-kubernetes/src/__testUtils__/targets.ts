import type { TargetFacts } from '@mandate/plugin-mandate-common';

/** A target `checkout` in a namespace. */
export function targetIn(
  namespace: string,
  facts: Partial<TargetFacts> = {},
): TargetFacts {
  return {
    entityRef: 'component:default/checkout',
    environment: 'dev',
    cluster: 'test',
    namespace,
    workload: { kind: 'Deployment', name: 'checkout' },
    name: 'checkout',
    entityKind: 'Component',
    tags: [],
    tier: 3,
    production: false,
    inCatalog: true,
    ...facts,
  };
}
