import { types } from '../types/celType';
import { checkExpression } from '../check/checkExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import { authorizerTypes } from '../library/kubernetes/authorizer/authorizer';
import { parseExpression } from '../syntax/parseExpression';
import availability from './__fixtures__/availability.json';
import { extendEnvironment } from './createEnvironment';
import { environmentNamed, isEnvironmentName } from './environmentNamed';
import {
  newestKubernetesMinor,
  oldestKubernetesMinor,
} from './kubernetesLibraries';
import {
  createMandateEnvironment,
  createRuleEnvironment,
} from './ownEnvironments';

/**
 * What each version of Kubernetes takes in a new expression, as k8s.io/apiserver 0.36.3 answers for each compatibility version,
 * and cel-go 0.33.2 for `standard`. One exception: that server takes selectors of the authorizer in all versions, because its
 * feature gate is on; they count from 1.31 here, the first version that has them.
 */
const minors = Array.from(
  { length: newestKubernetesMinor - oldestKubernetesMinor + 1 },
  (_, index) => oldestKubernetesMinor + index,
);

function isTaken(environment: CelEnvironment, source: string): boolean {
  const extended = extendEnvironment(environment, {
    variables: { authorizer: { type: authorizerTypes.authorizer } },
  });
  const parsing = parseExpression(source, extended);
  return (
    parsing.ok &&
    checkExpression(parsing.parsed, extended).issues.every(
      issue => issue.severity !== 'error',
    )
  );
}

describe.each(availability)('$expression', row => {
  it('is taken by those versions of Kubernetes that have it', () => {
    const taken = minors.filter(minor =>
      isTaken(environmentNamed(`kubernetes/1.${minor}`), row.expression),
    );
    const { kubernetesSince } = row;
    expect(taken).toEqual(
      kubernetesSince === null
        ? []
        : minors.filter(minor => minor >= kubernetesSince),
    );
  });

  it('is taken in a stored expression if any version has it', () => {
    expect(
      isTaken(environmentNamed('kubernetes/1.27/stored'), row.expression),
    ).toBe(row.kubernetesSince !== null);
  });

  it('is taken by the standard environments as by cel-go', () => {
    expect([
      isTaken(environmentNamed('standard'), row.expression),
      isTaken(environmentNamed('standard/mixed'), row.expression),
    ]).toEqual([row.standard, row.standardMixed]);
  });
});

describe('environmentNamed', () => {
  it('gives one environment for one name, so that caches hold', () => {
    expect(environmentNamed('standard')).toBe(environmentNamed('standard'));
  });

  it('reads versions newer than those known as the newest', () => {
    expect(
      isTaken(environmentNamed('kubernetes/1.99'), "isSemver('1.2.3')"),
    ).toBe(true);
  });

  it.each(['kubernetes/1.30', 'kubernetes/1.30/stored', 'kro/0.9', 'standard'])(
    'knows the name %s',
    name => expect(isEnvironmentName(name)).toBe(true),
  );

  it.each(['', 'kubernetes', 'kubernetes/1.x', 'kubernetes/2.0', 'kro/1'])(
    'does not know the name %j',
    name => expect(isEnvironmentName(name)).toBe(false),
  );

  it.each([
    "random.seededString(8, 'seed')",
    "hash.sha256('a')",
    "{'a': 1}.merge({'b': 2})",
    "dyn({'a': {'b': 1}}).deepMerge({'a': {'c': 2}})",
    'lists.setAtIndex([1], 0, 2)',
    "json.unmarshal('{}')",
    'cel.bind(x, 1, x)',
    "quantity('1Gi')",
  ])('gives templates %s', source =>
    expect(isTaken(environmentNamed('kro/0.9'), source)).toBe(true),
  );

  it.each([
    'sets.contains([1], [1])',
    'math.abs(1)',
    '1 < 1.5',
    'omit()',
    "isSemver('v1', true)",
  ])('does not give templates %s', source =>
    expect(isTaken(environmentNamed('kro/0.9'), source)).toBe(false),
  );
});

describe('own environments', () => {
  const variables = { plan: { type: types.dyn }, limits: { type: types.dyn } };

  it('gives mandates plan.within, amounts and versions', () => {
    const mandate = createMandateEnvironment({ variables });
    expect(
      isTaken(
        mandate,
        "plan.within(limits) && 1 < 1.5 && quantity('1') != quantity('2') && isSemver('1.2.3')",
      ),
    ).toBe(true);
  });

  it('gives rules what their version of Kubernetes has', () => {
    const source = "isSemver('1.2.3')";
    expect(isTaken(createRuleEnvironment({ variables }, 32), source)).toBe(
      false,
    );
    expect(isTaken(createRuleEnvironment({ variables }, 33), source)).toBe(
      true,
    );
  });
});
