import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exampleEntities, exampleMandate } from '../../testing/exampleEntities';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

/** The example's mandate was last reviewed long ago, and is due each year. */
const neglected = exampleEntities.map(entity =>
  entity === exampleMandate
    ? {
        ...exampleMandate,
        spec: {
          ...exampleMandate.spec,
          review: {
            every: 'P1Y',
            by: 'group:default/security',
            lastDone: '2025-01-01',
          },
        },
      }
    : entity,
);

const deployToDev = {
  kind: 'deploy',
  target: { entityRef: 'component:default/checkout', environment: 'dev' },
  input: {},
};

function titlesOf(rows: readonly { payload: string }[]): readonly string[] {
  return rows.flatMap(
    ({ payload }) => /"title":"([^"]*)"/.exec(payload)?.[1] ?? [],
  );
}

async function sent(knex: Knex): Promise<readonly string[]> {
  return titlesOf(await knex('mandate_outbox').orderBy('id'));
}

describe.each(databases.eachSupportedId())(
  'reviews of mandates, %p',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      const kernel = await startKernel({ knex, entities: neglected });
      const [due] = await kernel.mandateReviews.list(as('sven'));
      const confirm = (name: string, version = due.version) =>
        kernel.mandateReviews.review(
          'services',
          { verdict: 'confirmed', comment: 'Still right.', version },
          as(name),
        );
      const oversight = async () =>
        (await kernel.changes.simulate(deployToDev, as('dana'))).decision
          .oversight;
      return { ...kernel, knex, due, confirm, oversight };
    }

    it('are due, and overdue ones let nothing run alone until somebody confirms the mandate', async () => {
      const { due, confirm, oversight, knex } = await start();
      expect(due).toMatchObject({
        mandate: 'services',
        overdue: true,
        dueAt: '2026-01-01T00:00:00.000Z',
        mayReview: { allowed: true },
      });
      expect(await oversight()).toBe('approve');
      await expect(confirm('sven')).resolves.toMatchObject({
        overdue: false,
        lastReview: {
          verdict: 'confirmed',
          by: 'user:default/sven',
          ofVersionInForce: true,
        },
      });
      expect(await oversight()).toBe('autonomous');
      await expect(
        knex('mandate_ledger_entries').where({ kind: 'review-done' }),
      ).resolves.toHaveLength(1);
    });

    it('renew nothing when they ask for a change', async () => {
      const { due, mandateReviews, oversight } = await start();
      await expect(
        mandateReviews.review(
          'services',
          {
            verdict: 'change-needed',
            comment: 'The limit is too high.',
            version: due.version,
          },
          as('sven'),
        ),
      ).resolves.toMatchObject({
        overdue: true,
        lastReview: { verdict: 'change-needed' },
      });
      expect(await oversight()).toBe('approve');
    });

    it('are done by people of the reviewing group only', async () => {
      const { confirm, oversight } = await start();
      await expect(confirm('pia')).rejects.toThrow(
        /Only members of security review this mandate/,
      );
      expect(await oversight()).toBe('approve');
    });

    it('of another version than is in force do not count', async () => {
      const { confirm, mandateReviews } = await start();
      await expect(confirm('sven', 'sha256:older')).rejects.toThrow(
        /Another version of the mandate is in force/,
      );
      const [still] = await mandateReviews.list(as('sven'));
      expect(still.overdue).toBe(true);
      expect(still.lastReview).toBeUndefined();
    });

    it('outlive that the catalog is read again', async () => {
      const { confirm, mandateSync, mandateReviews } = await start();
      await confirm('sven');
      await mandateSync.run();
      const [after] = await mandateReviews.list(as('sven'));
      expect(after.overdue).toBe(false);
    });

    it('are reminded of once, though several replicas look', async () => {
      const { knex, reviewReminders } = await start();
      await Promise.all([reviewReminders.run(), reviewReminders.run()]);
      await reviewReminders.run();
      expect((await sent(knex)).filter(title => /overdue/.test(title))).toEqual(
        ['The review of mandate Services is overdue'],
      );
    });
  },
);
