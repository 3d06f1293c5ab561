import fc from 'fast-check';

const randomLabels = fc.option(
  fc.record(
    {
      team: fc.constantFrom('a', 'b', 'c'),
      stage: fc.constantFrom('dev', 'prod'),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

const randomItem = fc.record(
  {
    name: fc.constantFrom('a', 'b', 'c'),
    price: fc.constantFrom(1, 3, 5, 2.5),
    tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  },
  { requiredKeys: ['name'] },
);

const randomSpec = fc.record(
  {
    replicas: fc.constantFrom(0, 1, 3, 7),
    limits: fc.record({ cpu: fc.constantFrom(1, 4, 7) }, { requiredKeys: [] }),
    items: fc.array(randomItem, { maxLength: 3 }),
    text: fc.constantFrom('shop', 'Web,api', '12', ''),
    owner: fc.record({ name: fc.constantFrom('ann', 'bob') }),
    memory: fc.constantFrom('512Mi', '2Gi', 'much', ''),
    flag: fc.boolean(),
  },
  { requiredKeys: [] },
);

const randomName = fc.constantFrom('web', 'api', 'shop');

/** An object of a kind that is not built in, which the server keeps as it is. */
const randomOrder = fc.record({
  apiVersion: fc.constant('shop.example.com/v1'),
  kind: fc.constant('Order'),
  metadata: fc.record(
    {
      name: randomName,
      namespace: fc.constantFrom('shop', 'shop', 'dev'),
      labels: randomLabels,
    },
    { requiredKeys: ['name'] },
  ),
  spec: randomSpec,
});

/** Built-in kinds, whose Go types change nothing of what is there. */
const randomBuiltIn = fc.oneof(
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('ConfigMap'),
    metadata: fc.record({
      name: randomName,
      namespace: fc.constant('shop'),
      labels: fc.constantFrom({ team: 'a' }, { stage: 'dev' }),
    }),
    data: fc.constant({ owner: 'ann' }),
  }),
  fc.record({
    apiVersion: fc.constant('v1'),
    kind: fc.constant('Namespace'),
    metadata: fc.record({
      name: fc.constantFrom('shop', 'new'),
      labels: fc.constantFrom({ team: 'a' }, { stage: 'prod' }),
    }),
    spec: fc.constant({}),
    status: fc.constant({}),
  }),
);

const randomObject = fc.oneof(
  { weight: 6, arbitrary: randomOrder },
  { weight: 1, arbitrary: randomBuiltIn },
);

const randomUser = fc.record(
  {
    username: fc.constantFrom('ann', 'bob'),
    groups: fc.constantFrom(['staff'], ['staff', 'admins']),
    extra: fc.constant({ scope: ['all'] }),
  },
  { requiredKeys: ['username'] },
);

/** A request to create, update or delete an object, or one about its `status` or `scale`. */
export const randomRequest: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      object: randomObject,
      userInfo: fc.option(randomUser, { nil: undefined }),
      dryRun: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(randomOrder, randomSpec, randomUser)
      .map(([object, spec, userInfo]) => ({
        object,
        oldObject: { ...object, spec },
        userInfo,
      })),
  },
  {
    weight: 1,
    arbitrary: randomOrder.map(oldObject => ({
      operation: 'DELETE',
      oldObject,
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(randomOrder, fc.constantFrom('status', 'scale'))
      .map(([object, subResource]) => ({
        object,
        oldObject: object,
        subResource,
      })),
  },
);

export const randomNamespaces: fc.Arbitrary<Record<string, unknown>[]> =
  fc.subarray([
    {
      metadata: { name: 'shop', labels: { stage: 'prod', team: 'a' } },
    },
    {
      metadata: { name: 'dev', annotations: { note: 'x' } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    },
  ]);

export const randomParams: fc.Arbitrary<Record<string, unknown>[]> =
  fc.subarray([
    configMap('limits', 'shop', { max: '3' }, { use: 'limits' }),
    configMap('owners', 'shop', { owner: 'bob', names: 'web,api' }),
    configMap('limits', 'policies', { max: 'x' }, { use: 'limits' }),
    configMap('owners', 'policies', { owner: 'ann' }),
  ]);

function configMap(
  name: string,
  namespace: string,
  data: Readonly<Record<string, string>>,
  labels?: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, ...(labels && { labels }) },
    data,
  };
}
