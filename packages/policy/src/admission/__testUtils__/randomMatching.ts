import fc from 'fast-check';

const randomSelector = fc.oneof(
  fc.constant({}),
  fc.constantFrom(
    { matchLabels: { team: 'a' } },
    { matchLabels: { stage: 'prod' } },
    { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
    { matchExpressions: [{ key: 'team', operator: 'Exists' }] },
    { matchExpressions: [{ key: 'stage', operator: 'DoesNotExist' }] },
    { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] },
    {
      matchExpressions: [{ key: 'stage', operator: 'NotIn', values: ['dev'] }],
    },
  ),
);

const randomRule = fc.record({
  apiGroups: fc.constantFrom(['*'], [''], ['shop.example.com', 'apps']),
  apiVersions: fc.constantFrom(['*'], ['v1'], ['v2']),
  operations: fc.constantFrom(['*'], ['CREATE'], ['UPDATE', 'DELETE']),
  resources: fc.constantFrom(
    ['*'],
    ['orders'],
    ['configmaps', 'namespaces'],
    ['*/*'],
    ['orders/status'],
    ['*/scale'],
  ),
  resourceNames: fc.constantFrom([], [], ['web', 'api']),
  scope: fc.constantFrom('*', 'Namespaced', 'Cluster'),
});

const everything = {
  apiGroups: ['*'],
  apiVersions: ['*'],
  operations: ['*'],
  resources: ['*', '*/*'],
};

/** Match constraints, of which `generous` in `generous + 4` match everything. */
export function randomMatchResources(generous: number): fc.Arbitrary<object> {
  return fc.oneof(
    {
      weight: generous,
      arbitrary: fc.constant({ resourceRules: [everything] }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        namespaceSelector: randomSelector,
        objectSelector: randomSelector,
        resourceRules: fc.oneof(
          fc.constant([everything]),
          fc.array(randomRule, { maxLength: 2 }),
        ),
        excludeResourceRules: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(randomRule, { maxLength: 1 }) },
        ),
        matchPolicy: fc.constantFrom('Exact', 'Equivalent'),
      }),
    },
  );
}

const randomParamRef = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record(
      {
        name: fc.constantFrom('limits', 'owners', 'absent'),
        parameterNotFoundAction: fc.constantFrom('Allow', 'Deny'),
      },
      { requiredKeys: ['name', 'parameterNotFoundAction'] },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      name: fc.constantFrom('limits', 'owners'),
      namespace: fc.constantFrom('shop', 'policies'),
      parameterNotFoundAction: fc.constantFrom('Allow', 'Deny'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      selector: fc.constantFrom(
        { matchLabels: { use: 'limits' } },
        { matchLabels: { use: 'nothing' } },
      ),
      parameterNotFoundAction: fc.constantFrom('Allow', 'Deny'),
    }),
  },
);

/** A binding of the policy `rule`, or, seldom, of another one. */
export function randomBinding(hasParams: boolean): fc.Arbitrary<object> {
  return fc.record({
    policyName: fc.oneof(
      { weight: 15, arbitrary: fc.constant('rule') },
      { weight: 1, arbitrary: fc.constant('other') },
    ),
    paramRef: fc.option(randomParamRef, {
      nil: undefined,
      freq: hasParams ? 6 : 1,
    }),
    matchResources: fc.option(randomMatchResources(4), {
      nil: undefined,
      freq: 1,
    }),
    validationActions: fc.constantFrom(
      ['Deny'],
      ['Deny'],
      ['Warn'],
      ['Audit'],
      ['Warn', 'Audit'],
      ['Deny', 'Audit'],
    ),
  });
}
