import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { Access } from './accessOfRequest';
import { accessWords, APPLIED_RESOURCES, NEEDED_ROLES } from './neededAccesses';

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

/**
 * What no contract test shows: what an apply asks for beside `patch`, what the live view uses, and the mark of an undone
 * template of a StatefulSet, which is set as that of a Deployment is.
 */
const NOT_BY_CONTRACT =
  /^(create (?!pods\/)|watch |get pods$|get pods\/log$|patch apps\/controllerrevisions$)/;
/** The tests' own: they clean up, and watch what is simplest to watch. */
const OF_TESTS = ['delete namespaces', 'watch configmaps'];

(RECORDED ? describe : describe.skip)('of the recorded accesses', () => {
  const used = recorded();
  const needed = NEEDED_ROLES.flatMap(({ accesses }) =>
    accesses.map(accessWords),
  );

  it('each is granted', () => {
    const asked = [...used].filter(words => !OF_TESTS.includes(words));
    expect(asked.filter(words => !needed.includes(words))).toEqual([]);
  });

  it('each that is granted was used, for one kind of those that are written alike', () => {
    const alike = APPLIED_RESOURCES.map(name => `(?:${name})`).join('|');
    const classOf = (words: string) =>
      words.replace(new RegExp(`^(\\w+) (?:${alike})$`), '$1 an applied kind');
    const usedClasses = new Set([...used].map(classOf));
    const unused = needed.filter(
      words => !NOT_BY_CONTRACT.test(words) && !usedClasses.has(classOf(words)),
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
