import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Access } from './accessOfRequest';
import { accessWords, NEEDED_ROLES } from './neededAccesses';

const roleSchema = z.object({
  kind: z.literal('ClusterRole'),
  metadata: z.object({ name: z.string() }),
  rules: z.array(
    z.strictObject({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
});

function granted(role: string) {
  const path = join(__dirname, '../../rbac', `${role}.yaml`);
  const [first] = parseAllDocuments(readFileSync(path, 'utf8'));
  const { metadata, rules } = roleSchema.parse(first.toJS());
  const accesses: readonly Access[] = rules.flatMap(rule =>
    rule.apiGroups.flatMap(group =>
      rule.resources.flatMap(resource =>
        rule.verbs.map(verb => ({ verb, group, resource })),
      ),
    ),
  );
  return { name: metadata.name, words: accesses.map(accessWords).sort() };
}

it.each(NEEDED_ROLES)(
  'rbac/$role.yaml grants what the module needs, and nothing more',
  ({ role, accesses }) => {
    const { name, words } = granted(role);
    expect(name).toBe(`mandate-${role}`);
    expect(words).toEqual(accesses.map(accessWords).sort());
    expect(words).not.toContain(expect.stringContaining('*'));
  },
);

it('nothing is granted twice', () => {
  const words = NEEDED_ROLES.flatMap(({ accesses }) =>
    accesses.map(accessWords),
  );
  expect(words.filter((word, index) => words.indexOf(word) < index)).toEqual(
    [],
  );
});

/** Written by the contract tests when `MANDATE_TEST_ACCESSES` names the file; see the README. */
const RECORDED = process.env.MANDATE_TEST_RECORDED_ACCESSES;

/** Kinds that a cluster may not serve. */
const MAY_BE_MISSING = /gateway\.networking\.k8s\.io/;
/** Only a node with real containers resizes pods in place and has logs. */
const ON_REAL_NODES = ['get pods', 'get pods/log'];
/** Kubernetes lets everybody ask what they may do. */
const OF_EVERYBODY = ['create authorization.k8s.io/selfsubjectrulesreviews'];
/** The tests' own: they clean up, watch what is simplest to watch, and apply the roles as an administrator does. */
const OF_TESTS =
  /^delete namespaces$|^watch configmaps$|^create serviceaccounts\/token$|clusterrole(binding)?s$/;

(RECORDED ? describe : describe.skip)('of the recorded accesses', () => {
  const used = recorded();
  const needed = NEEDED_ROLES.flatMap(({ accesses }) =>
    accesses.map(accessWords),
  );

  it('each is granted', () => {
    const asked = [...used].filter(
      words => !OF_TESTS.test(words) && !OF_EVERYBODY.includes(words),
    );
    expect(asked.filter(words => !needed.includes(words))).toEqual([]);
  });

  it('each that is granted was used', () => {
    const unused = needed.filter(
      words =>
        !used.has(words) &&
        !MAY_BE_MISSING.test(words) &&
        !ON_REAL_NODES.includes(words),
    );
    expect(unused).toEqual([]);
  });
});

function recorded(): ReadonlySet<string> {
  const lines = RECORDED ? readFileSync(RECORDED, 'utf8').trim() : '';
  return new Set(
    lines.split('\n').map(line => {
      const [verb = '', name = ''] = line.split(' ');
      const [group = '', ...resource] = name.split('/');
      return accessWords({ verb, group, resource: resource.join('/') });
    }),
  );
}
