import type { MandateInForce } from '@mandate/policy';
import { figureLimits } from './figureLimits';

const target = {
  entityRef: 'component:default/checkout',
  environment: 'prod',
  cluster: 'main',
  namespace: 'shop',
  kind: 'component',
  workload: 'checkout',
  tags: [],
  tier: '1',
};

function mandate(
  name: string,
  spec: Partial<Extract<MandateInForce, { status: 'readable' }>['spec']>,
  rest: { readonly expiresAtMs?: number } = {},
): MandateInForce {
  return {
    status: 'readable',
    name,
    version: 'v1',
    spec: {
      owner: 'group:default/shop',
      appliesTo: {},
      grants: [],
      review: { every: 'P3M', by: 'group:default/security' },
      ...spec,
    },
    ...rest,
  };
}

it('has the limits of all mandates in force, and says which refuse', () => {
  const limits = figureLimits(
    [
      mandate('wide', { limits: { replicas: 10, hard: ['replicas'] } }),
      mandate('narrow', { limits: { replicas: 5, memoryGiB: 8 } }),
      mandate('elsewhere', {
        appliesTo: { environments: ['dev'] },
        limits: { replicas: 1 },
      }),
      mandate('over', { limits: { replicas: 2 } }, { expiresAtMs: 1_000 }),
      { status: 'unreadable', name: 'odd', version: 'v1', error: 'no YAML' },
    ],
    target,
    1_000,
  );
  expect(limits).toEqual([
    { figure: 'replicas', limit: 10, mandate: 'wide', hard: true },
    { figure: 'replicas', limit: 5, mandate: 'narrow', hard: false },
    { figure: 'memoryGiB', limit: 8, mandate: 'narrow', hard: false },
  ]);
});
