import { TestDatabases } from '@backstage/backend-test-utils';
import { ConflictError } from '@backstage/errors';
import { changeSetRequestSchema } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { component, exampleEntities } from '../../testing/exampleEntities';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const deploy = (name: string, outcome = 'planned') => ({
  kind: 'deploy',
  target: { entityRef: `component:default/${name}`, environment: 'prod' },
  input: { outcome },
});
const release = {
  title: 'Release 2.4 of the shop',
  changes: [deploy('checkout'), deploy('cart')],
  ordered: true,
  stopOnFailure: true,
  idempotencyKey: 'release-2.4',
};

describe.each(databases.eachSupportedId())(
  'change sets that are proposed again, %p',
  databaseId => {
    let knex: Knex;

    async function start() {
      knex = await databases.init(databaseId);
      const entities = [...exampleEntities, component('cart')];
      return startKernel({ knex, entities });
    }
    const count = async (table: string) =>
      Number((await knex(table).count({ count: '*' }))[0].count);

    it('with the same key and content are the same set', async () => {
      const { changeSets } = await start();
      const first = await changeSets.propose(release, as('dana'));
      const again = await changeSets.propose(release, as('dana'));
      expect(again).toEqual(first);
      expect(await count('mandate_changes')).toBe(2);
      const other = await changeSets.propose(release, as('pia'));
      expect(other.id).not.toBe(first.id);
    });

    it('at the same time are the same set', async () => {
      const { changeSets } = await start();
      const sets = await Promise.all(
        [1, 2, 3].map(() => changeSets.propose(release, as('dana'))),
      );
      expect(new Set(sets.map(({ id }) => id)).size).toBe(1);
      expect(await count('mandate_changes')).toBe(2);
    });

    it.each([
      ['title', { title: 'Another one' }],
      ['change', { changes: [deploy('cart'), deploy('checkout')] }],
      ['rule', { stopOnFailure: false }],
    ])('with the same key and another %s are refused', async (_, other) => {
      const { changeSets } = await start();
      await changeSets.propose(release, as('dana'));
      await expect(
        changeSets.propose({ ...release, ...other }, as('dana')),
      ).rejects.toThrow(ConflictError);
      expect(await count('mandate_change_sets')).toBe(1);
    });

    it('after they could not be proposed as a whole are new sets', async () => {
      const { changeSets } = await start();
      const changes = [deploy('checkout'), deploy('cart', 'impossible')];
      await expect(
        changeSets.propose({ ...release, changes }, as('dana')),
      ).rejects.toThrow(/impossible/);
      await expect(
        changeSets.propose(release, as('dana')),
      ).resolves.toMatchObject({ progress: { state: 'awaiting-approval' } });
    });
  },
);

describe('a change of a set', () => {
  it('has no key of its own, and says so', () => {
    const { error } = changeSetRequestSchema.safeParse({
      ...release,
      changes: [
        deploy('cart'),
        { ...deploy('checkout'), idempotencyKey: 'checkout-2.4' },
      ],
    });
    expect(error?.issues).toEqual([
      expect.objectContaining({
        path: ['changes', 1, 'idempotencyKey'],
        message: expect.stringContaining('give the key to the set'),
      }),
    ]);
  });
});
