import fc from 'fast-check';

/** What a random expression may read beside the object. */
export interface ExpressionReach {
  readonly variables: readonly string[];
  readonly hasParams: boolean;
  readonly hasAuthorizer: boolean;
}

const numberOf = fc.oneof(
  fc.constantFrom(
    'object.spec.replicas',
    'object.spec.limits.cpu',
    'oldObject.spec.replicas',
    'size(object.spec.items)',
    'object.spec.items[0].price',
    'object.spec.missing',
    'size(object.metadata.name)',
    'object.spec.items.filter(i, i.price > 3).size()',
    "int(object.spec.text.replace('x', ''))",
    'object.spec.items.map(i, i.price)[1]',
    '1 / (object.spec.replicas - 3)',
    'object.spec.?limits.?cpu.orValue(7)',
    'object.spec.items.map(i, int(i.price)).sum()',
  ),
  fc.integer({ min: -3, max: 12 }).map(String),
);

const textOf = fc.constantFrom(
  'object.metadata.name',
  'object.metadata.namespace',
  'object.spec.text',
  'object.spec.owner.name',
  'object.metadata.labels.team',
  "object.metadata.labels['team']",
  'request.operation',
  'request.userInfo.username',
  'request.name',
  'request.namespace',
  'request.kind.kind',
  'request.resource.resource',
  'namespaceObject.metadata.name',
  'namespaceObject.metadata.labels.stage',
  'object.kind',
  'string(object.spec.replicas)',
  "object.spec.text.split(',')[0]",
  'object.spec.text.lowerAscii()',
  "'shop'",
  "'web'",
  "'ann'",
);

const plain = fc.oneof(
  fc
    .tuple(
      numberOf,
      fc.constantFrom('<', '<=', '==', '!=', '>', '>='),
      numberOf,
    )
    .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  fc
    .tuple(textOf, fc.constantFrom('==', '!='), textOf)
    .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  fc.tuple(textOf).map(([text]) => `${text}.startsWith('s')`),
  fc.tuple(textOf).map(([text]) => `${text}.matches('^[a-z]+$')`),
  fc.constantFrom(
    'true',
    'false',
    'has(object.spec.limits)',
    'has(object.spec.limits.cpu)',
    'has(object.metadata.labels)',
    'has(oldObject.metadata)',
    'object == null',
    'oldObject == null',
    'namespaceObject == null',
    'object.spec.items.all(i, i.price > 0)',
    "object.spec.items.exists(i, i.name == 'b')",
    "object.spec.items.exists_one(i, has(i.tags) && 'x' in i.tags)",
    'object.spec.items.map(i, i.name).isSorted()',
    "'team' in object.metadata.labels",
    "object.metadata.labels.exists(k, k.startsWith('t'))",
    'request.dryRun',
    'has(request.namespace)',
    "'admins' in request.userInfo.groups",
    "request.userInfo.groups.exists(g, g == 'staff')",
    "quantity(object.spec.memory).isGreaterThan(quantity('1Gi'))",
    "object.spec.memory != '' && isQuantity(object.spec.memory)",
    'object.spec.flag',
    'object.spec.flag == true',
    'object.spec == oldObject.spec',
    'namespaceObject.metadata.labels.all(k, k != "")',
  ),
);

/** Expressions that the API server refuses to take, or that never have a value. */
const faulty = fc.constantFrom(
  'object.spec.replicas',
  'undeclared == 1',
  'variables.undeclared',
  "'a' == 1",
  'request.uid == ""',
  'params.data.max == "3"',
  "size('abc')",
);

function reaching(reach: ExpressionReach): fc.Arbitrary<string> {
  const { variables, hasParams, hasAuthorizer } = reach;
  return fc.oneof(
    { weight: 12, arbitrary: plain },
    { weight: 1, arbitrary: faulty },
    ...(variables.length > 0
      ? [
          {
            weight: 6,
            arbitrary: fc
              .constantFrom(...variables)
              .chain(name =>
                fc.constantFrom(
                  `variables.${name} == true`,
                  `variables.${name} == 3`,
                  `has(variables.${name})`,
                  `string(variables.${name}) != 'x'`,
                  `[variables.${name}].size() == 1`,
                ),
              ),
          },
        ]
      : []),
    ...(hasParams
      ? [
          {
            weight: 6,
            arbitrary: fc.constantFrom(
              'object.spec.replicas <= int(params.data.max)',
              "params == null || params.data.owner != 'bob'",
              'has(params.data)',
              'params.metadata.name == object.metadata.name',
              "params.data.names.split(',').exists(n, n == object.metadata.name)",
            ),
          },
        ]
      : []),
    ...(hasAuthorizer
      ? [
          {
            weight: 2,
            arbitrary: fc.constantFrom(
              "authorizer.group('apps').resource('deployments').namespace('shop').check('delete').allowed()",
              "authorizer.path('/healthz').check('get').allowed()",
              "authorizer.requestResource.check('approve').allowed()",
              "authorizer.serviceAccount('shop', 'robot').group('').resource('pods').check('get').allowed()",
              "!authorizer.requestResource.check('approve').errored()",
            ),
          },
        ]
      : []),
  );
}

/** A condition: what a validation or a match condition may be. */
export function randomCondition(reach: ExpressionReach): fc.Arbitrary<string> {
  const one = reaching(reach);
  return fc.oneof(
    { weight: 5, arbitrary: one },
    {
      weight: 3,
      arbitrary: fc
        .tuple(one, fc.constantFrom('&&', '||'), one)
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    },
    { weight: 1, arbitrary: one.map(condition => `!(${condition})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one, one, one)
        .map(
          ([test, then, otherwise]) => `(${test}) ? (${then}) : (${otherwise})`,
        ),
    },
  );
}

/** What a variable may be. */
export function randomValue(reach: ExpressionReach): fc.Arbitrary<string> {
  return fc.oneof(
    numberOf,
    textOf,
    randomCondition(reach),
    fc.constantFrom(
      'object.spec.items',
      'object.spec.limits',
      'object.spec.items.map(i, i.name)',
      '{"a": 1}',
      'object.?spec.?owner',
    ),
    ...(reach.variables.length > 0
      ? [fc.constantFrom(...reach.variables).map(name => `variables.${name}`)]
      : []),
  );
}

/** What a message or an annotation's value may be. */
export const randomText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: textOf },
  {
    weight: 3,
    arbitrary: fc
      .tuple(textOf, textOf)
      .map(([left, right]) => `${left} + ' & <' + ${right} + '>'`),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "'  padded '",
      "''",
      "'   '",
      "'two\\nlines'",
      "'trailing line\\n'",
      "'too many: ' + string(object.spec.replicas)",
      "object.spec.items.map(i, i.name).join('/')",
      "'%d items'.format([size(object.spec.items)])",
      'object.spec.text + object.spec.text',
      "size(object.spec.items) > 1 ? 'many' : 'few'",
      "authorizer.path('/x').check('get').allowed() ? 'may' : 'may not'",
      'object.spec.replicas',
    ),
  },
);
