import fc from 'fast-check';
import type { AdmissionCase } from './admissionCase';
import { randomCondition, randomText, randomValue } from './randomExpression';
import type { ExpressionReach } from './randomExpression';
import { randomBinding, randomMatchResources } from './randomMatching';
import { randomNamespaces, randomParams, randomRequest } from './randomRequest';

const variableNames = ['first', 'second', 'third'];

function optional<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

function randomVariables(hasParams: boolean): fc.Arbitrary<object[]> {
  const value = (index: number) =>
    randomValue({
      variables: variableNames.slice(0, index),
      hasParams,
      hasAuthorizer: true,
    }).map(expression => ({ name: variableNames[index], expression }));
  return fc
    .integer({ min: 0, max: variableNames.length })
    .chain(count =>
      fc.tuple(
        ...variableNames.slice(0, count).map((_, index) => value(index)),
      ),
    );
}

function randomValidation(reach: ExpressionReach): fc.Arbitrary<object> {
  return fc.record({
    expression: randomCondition(reach),
    message: optional(fc.constantFrom('', ' not allowed ', 'no <b>more</b>')),
    messageExpression: optional(randomText),
    reason: optional(
      fc.constantFrom(
        'Unauthorized',
        'Forbidden',
        'Invalid',
        'RequestEntityTooLarge',
      ),
    ),
  });
}

function randomPolicySpec(hasParams: boolean): fc.Arbitrary<object> {
  return randomVariables(hasParams).chain(variables => {
    const reach = {
      variables: variableNames.slice(0, variables.length),
      hasParams,
      hasAuthorizer: true,
    };
    return fc.record({
      paramKind: fc.constant(
        hasParams ? { apiVersion: 'v1', kind: 'ConfigMap' } : undefined,
      ),
      matchConstraints: randomMatchResources(12),
      matchConditions: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc
            .array(randomCondition(reach), { minLength: 1, maxLength: 3 })
            .map(conditions =>
              conditions.map((expression, index) => ({
                name: `condition-${index}`,
                expression,
              })),
            ),
        },
      ),
      variables: fc.constant(variables),
      validations: fc.array(randomValidation(reach), {
        minLength: 1,
        maxLength: 3,
      }),
      auditAnnotations: fc.array(randomText, { maxLength: 2 }).map(texts =>
        texts.map((valueExpression, index) => ({
          key: `key-${index}`,
          valueExpression,
        })),
      ),
      failurePolicy: optional(fc.constantFrom('Fail', 'Ignore')),
    });
  });
}

const randomPermission = fc.record(
  {
    user: fc.constantFrom('ann', 'bob'),
    verb: fc.constantFrom('delete', 'get', 'approve'),
    resource: fc.constantFrom('deployments', 'pods', 'orders'),
    path: fc.constantFrom('/healthz', '/x'),
  },
  { requiredKeys: [] },
);

/** Questions about one policy with one or two bindings, on requests that it mostly is about. */
export const randomAdmissionCases: fc.Arbitrary<
  readonly Omit<AdmissionCase, 'id'>[]
> = fc
  .boolean()
  .chain(hasParams =>
    fc.tuple(
      randomPolicySpec(hasParams),
      fc.array(randomBinding(hasParams), { minLength: 1, maxLength: 2 }),
      fc.array(
        fc.record({
          params: randomParams,
          namespaces: randomNamespaces,
          allow: fc.array(randomPermission, { maxLength: 2 }),
          request: randomRequest,
        }),
        { minLength: 4, maxLength: 4 },
      ),
    ),
  )
  .map(([spec, bindingSpecs, situations]) =>
    situations.map(situation =>
      asJson({
        policy: { metadata: { name: 'rule' }, spec },
        bindings: bindingSpecs.map((bindingSpec, index) => ({
          metadata: { name: `binding-${index}` },
          spec: bindingSpec,
        })),
        ...situation,
      }),
    ),
  );

/** As it would be sent: without members that are undefined. */
function asJson<T>(value: T): T {
  // safety: JSON only drops members that are undefined, which the types allow to be absent
  return JSON.parse(JSON.stringify(value)) as T;
}
