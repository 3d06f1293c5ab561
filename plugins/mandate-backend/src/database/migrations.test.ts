import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { MandateSpec } from '@mandate/policy';
import type { Knex } from 'knex';
import { RunHarness } from '../service/run/testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const directory = resolvePackagePath(
  '@mandate/plugin-mandate-backend',
  'migrations',
);
const change = (id: string) => ({
  id,
  kind: 'poke',
  state: 'queued',
  row_version: 1,
  title: 't',
  entity_ref: 'component:default/a',
  environment: 'dev',
  target: '{}',
  target_key: 'k',
  proposer_kind: 'user',
  proposer_ref: 'user:default/a',
  input: '{}',
  request_digest: 'd',
  revision: 1,
  status_words: '',
  created_at: 1,
  updated_at: 1,
});

/** Of each of these tables there is a row. */
const ROWS = {
  mandate_changes: change('c'),
  mandate_revisions: {
    change_id: 'c',
    number: 1,
    digest: 'd',
    plan: '{}',
    assessment: '{}',
    decision: '{}',
    created_at: 1,
  },
  mandate_timers: { id: 't', kind: 'expiry', change_id: 'c', due_at: 1 },
  mandate_change_sets: {
    id: 's',
    title: 'S',
    proposer_ref: 'u',
    size: 1,
    ordered: true,
    stops: true,
    created_at: 1,
  },
  mandate_change_set_members: { change_id: 'c', set_id: 's', position: 1 },
};

it.each(databases.eachSupportedId())(
  'a migration that is taken back keeps the rows of all tables that stay, %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory });
    for (const [table, row] of Object.entries(ROWS)) {
      await knex(table).insert(row);
    }
    const lost: string[] = [];
    for (;;) {
      const [done]: [{ name: string }[]] = await knex.migrate.list({
        directory,
      });
      const last = done.at(-1);
      if (!last) {
        break;
      }
      await knex.migrate.down({ directory });
      for (const table of Object.keys(ROWS)) {
        if (
          (await knex.schema.hasTable(table)) &&
          (await knex(table)).length === 0
        ) {
          lost.push(`${table} by ${last.name}`);
        }
      }
    }
    expect(lost).toEqual([]);
  },
);

const hasPostgres = databases
  .eachSupportedId()
  .some(([id]) => id === 'POSTGRES_15');

(hasPostgres ? describe : describe.skip)('a migration on PostgreSQL', () => {
  it('keeps a message that another replica writes while the table of messages is made anew', async () => {
    const knex = await databases.init('POSTGRES_15');
    await migrateUpTo(knex, '20261128010000');
    const other = await knex.transaction();
    await other('mandate_outbox').insert({
      id: 'm',
      type: 'signal',
      payload: '{}',
      created_at: 1,
      due_at: 1,
    });
    const migrating = knex.migrate.up({ directory });
    const waits = () =>
      knex('pg_locks').where({ granted: false }).select('relation');
    while ((await waits()).length === 0) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await other.commit();
    await migrating;
    await expect(knex('mandate_outbox')).resolves.toMatchObject([
      { id: 'm', position: expect.anything() },
    ]);
  });
});

describe.each(databases.eachSupportedId())(
  'The migration of budgets, %s',
  databaseId => {
    it('counts no share twice, and each for what it measured', async () => {
      const knex = await databases.init(databaseId);
      await migrateUpTo(knex, '20261127150000');
      await knex('mandate_changes').insert(change('c'));
      const share = (id: string, index: number, amount: number) => ({
        id,
        change_id: 'c',
        mandate: 'mandate:default/shop',
        budget_index: index,
        budget_key: 'mandate',
        amount,
        state: 'spent',
        counts_from: Date.now() - 1_000,
      });
      // Of a mandate that allows ten changes a day, fifty a week, and 1000 of added cost a week.
      await knex('mandate_budget_reservations').insert([
        share('a', 0, 1),
        share('b', 1, 1),
        share('c', 2, 900),
      ]);
      const spec: MandateSpec = {
        owner: 'group:default/shop',
        appliesTo: { environments: ['dev'] },
        grants: [{ changes: ['poke'], oversight: 'autonomous' }],
        budgets: [
          { changes: ['poke'], perMandate: 10, window: 'P1D' },
          { changes: ['poke'], perMandate: 50, window: 'P7D' },
          {
            changes: ['poke'],
            measure: 'cost',
            perMandate: 1000,
            window: 'P7D',
          },
        ],
        review: { every: 'P3M', by: 'group:default/security' },
      };
      await knex('mandate_mandates').insert({
        name: 'mandate:default/shop',
        title: 'Shop',
        version: 'v',
        spec: JSON.stringify(spec),
        updated_at: 1,
      });
      const harness = await RunHarness.create(knex);
      const usage = await harness.store.transaction(tx =>
        tx.budgets.usage([
          {
            mandate: 'mandate:default/shop',
            budgetIndex: 0,
            measure: 'changes',
            changes: ['poke'],
            key: 'mandate',
            windowMs: 86_400_000,
          },
          {
            mandate: 'mandate:default/shop',
            budgetIndex: 2,
            measure: 'cost',
            changes: ['poke'],
            key: 'mandate',
            windowMs: 7 * 86_400_000,
          },
        ]),
      );
      await harness.stop();
      expect(usage.map(({ used }) => used)).toEqual([1, 900]);
    });
  },
);

it.each(databases.eachSupportedId())(
  'votes that are there already were cast for what they count for, %s',
  async databaseId => {
    const knex = await databases.init(databaseId);
    await migrateUpTo(knex, '20261128080200');
    await knex('mandate_changes').insert(change('c'));
    await knex('mandate_revisions').insert(ROWS.mandate_revisions);
    await knex('mandate_votes').insert({
      change_id: 'c',
      revision: 1,
      digest: 'd',
      voter: 'user:default/pia',
      verdict: 'approve',
      groups: '["group:default/platform"]',
      voted_at: 1,
      only_inside_window: false,
    });
    await knex.migrate.up({ directory });
    await expect(knex('mandate_votes')).resolves.toMatchObject([
      { cast_for: '["group:default/platform"]' },
    ]);
    await knex.migrate.down({ directory });
    await expect(knex('mandate_votes')).resolves.toMatchObject([
      { groups: '["group:default/platform"]' },
    ]);
  },
);

async function migrateUpTo(knex: Knex, name: string): Promise<void> {
  for (;;) {
    const [done]: [{ name: string }[]] = await knex.migrate.list({ directory });
    if (done.at(-1)?.name.startsWith(name)) {
      return;
    }
    await knex.migrate.up({ directory });
  }
}
