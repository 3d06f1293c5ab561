import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  changeConditions,
  changePermissionRules,
  type ChangeCriterion,
  type ChangeResource,
} from '@mandate/plugin-mandate-node';
import fc from 'fast-check';
import { component, exampleEntities } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';
import { changeResources } from './changeResources';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const rules = Object.values(changePermissionRules);
const toCriteria = createConditionTransformer<ChangeCriterion, typeof rules>(
  rules,
);

const claims = fc.subarray([
  'user:default/dana',
  'User:Default/Pia',
  'group:default/shop',
  'group:default/platform',
  'group:default/security',
  'release-agent',
]);
const condition = fc.oneof(
  claims.map(given => changeConditions.isProposer({ claims: given })),
  claims.map(given => changeConditions.isTargetOwner({ claims: given })),
  claims.map(given => changeConditions.isApprover({ claims: given })),
  fc
    .subarray(['dev', 'prod', 'moon'])
    .map(environments => changeConditions.hasEnvironment({ environments })),
);
/** Criteria nested up to a depth. */
function criteria(
  depth: number,
): fc.Arbitrary<PermissionCriteria<PermissionCondition>> {
  if (depth === 0) {
    return condition;
  }
  const part = criteria(depth - 1);
  const parts = fc.tuple(part, part);
  return fc.oneof(
    condition,
    parts.map(allOf => ({ allOf })),
    parts.map(anyOf => ({ anyOf })),
    part.map(not => ({ not })),
  );
}

/** As the rules say of one change, without a database. */
function fulfils(
  resource: ChangeResource,
  wanted: PermissionCriteria<PermissionCondition>,
): boolean {
  if ('allOf' in wanted) {
    return wanted.allOf.every(part => fulfils(resource, part));
  }
  if ('anyOf' in wanted) {
    return wanted.anyOf.some(part => fulfils(resource, part));
  }
  if ('not' in wanted) {
    return !fulfils(resource, wanted.not);
  }
  const rule = rules.find(({ name }) => name === wanted.rule);
  if (!rule) {
    throw new Error(`There is no rule ${wanted.rule}.`);
  }
  // safety: the parameters were made by the same rule's condition.
  return rule.apply(resource, wanted.params as never);
}

describe.each(databases.eachSupportedId())(
  'lists of permitted changes, %p',
  databaseId => {
    it('hold what a filter by hand would leave, and count it right', async () => {
      const knex = await databases.init(databaseId);
      const orphan = { ...component('orphan'), relations: [] };
      const { changes, store } = await startKernel({
        knex,
        entities: [...exampleEntities, { ...orphan, spec: {} }],
      });
      const forOrphan = (environment: 'dev' | 'prod') => ({
        ...deploy(environment),
        target: { entityRef: 'component:default/orphan', environment },
      });
      await changes.propose(deploy('dev'), as('dana'));
      await changes.propose(deploy('prod'), as('dana'));
      await changes.propose(deploy('prod'), as('pia'));
      await changes.propose(forOrphan('dev'), as('pia'));
      await changes.propose(
        forOrphan('prod'),
        callAs({
          kind: 'agent',
          ref: 'release-agent',
          onBehalfOf: 'user:default/dana',
        }),
      );
      await changes.propose(
        deploy('prod'),
        callAs({ kind: 'service', ref: 'ci' }),
      );
      const all = await store.read(tx => tx.changes.list({ limit: 100 }));
      const ids = all.items.map(({ id }) => id);
      const resources = await store.read(tx => changeResources(tx, ids));
      const known = resources.flatMap(resource => resource ?? []);
      expect(known).toHaveLength(6);

      await fc.assert(
        fc.asyncProperty(criteria(3), async wanted => {
          const expected = ids.filter((_, index) =>
            fulfils(known[index], wanted),
          );
          const page = await store.read(tx =>
            tx.changes.list({ limit: 100 }, toCriteria(wanted)),
          );
          expect(page.items.map(({ id }) => id)).toEqual(expected);
          expect(page.total).toBe(expected.length);
          const first = await store.read(tx =>
            tx.changes.list({ limit: 1 }, toCriteria(wanted)),
          );
          expect(first.items.map(({ id }) => id)).toEqual(expected.slice(0, 1));
        }),
        { numRuns: 150 },
      );
    });
  },
);
