import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { deploy } from '../../../testing/requests';
import {
  as,
  startKernel,
  type StartedKernel,
} from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'what is asked of %p',
  databaseId => {
    let knex: Knex;
    let kernel: StartedKernel;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      kernel = await startKernel({ knex });
    });

    async function statementsOf(work: () => Promise<unknown>) {
      const statements: string[] = [];
      const note = ({ sql }: { readonly sql: string }) => statements.push(sql);
      knex.on('query', note);
      await work();
      knex.off('query', note);
      return statements;
    }

    const propose = () => kernel.changes.propose(deploy('prod'), as('dana'));
    const inbox = () =>
      statementsOf(() =>
        kernel.changes.listApprovals({ mine: true }, as('pia')),
      );

    it('an inbox of many changes costs as many statements as one of one', async () => {
      await propose();
      const ofOne = await inbox();
      await Promise.all(Array.from({ length: 7 }, propose));
      expect(await inbox()).toHaveLength(ofOne.length);
      const page = await kernel.changes.listApprovals(
        { mine: true },
        as('pia'),
      );
      expect(page.items.map(({ story }) => story.length)).toEqual(
        Array.from({ length: 8 }, () => page.items[0].story.length),
      );
    });

    it('a decision fetches no spec twice, and hears a new version at once', async () => {
      await propose();
      const fetched = async () =>
        (await statementsOf(propose)).filter(sql =>
          /select \* from .mandate_mandates/.test(sql),
        ).length;
      expect(await fetched()).toBe(0);
      const stored = await knex('mandate_mandates').first('spec');
      const spec = JSON.parse(stored.spec);
      await knex('mandate_mandates').update({
        version: 'sha256:another',
        spec: JSON.stringify({ ...spec, grants: spec.grants.slice(0, 1) }),
      });
      const { current } = await propose();
      expect(current?.decision.considered).toContainEqual(
        expect.objectContaining({ version: 'sha256:another' }),
      );
      expect(current?.decision.requirements).toEqual([
        { group: 'group:default/platform', count: 1 },
      ]);
    });
  },
);
