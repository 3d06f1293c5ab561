import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { askingPlatform } from '../run/testing/platformApproval';
import { RunHarness } from '../run/testing/RunHarness';
import { defaultTimerSettings, TimerService } from './TimerService';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('Timers, %s', databaseId => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
  });
  afterEach(() => harness.stop());

  it('what a database says while a change is planned again is told to nobody (I12)', async () => {
    const { id } = await harness.propose(['a']);
    await harness.knex('mandate_changes').update({ state: 'planned' });
    await harness.store.transaction(async tx =>
      tx.timers.set({ kind: 'replan', changeId: id, dueAtMs: 1 }),
    );
    const { store } = harness;
    const timers = new TimerService({
      store,
      reconsideration: {
        reconsider: async () => {
          await store.transaction(tx =>
            tx.knex('mandate_revisions').insert({
              change_id: id,
              number: 9,
              plan: 'what the plan says',
              digest: null,
            }),
          );
          throw new Error('not reached');
        },
      },
      drift: { look: async () => 'as-planned' },
      logger: mockServices.logger.mock(),
      settings: defaultTimerSettings,
    });
    await timers.fireDue();
    expect((await harness.change(id)).statusWords).not.toMatch(/insert into/);
  });

  it('whoever proposed hears once that it cannot be planned again, on however many replicas', async () => {
    const { id } = await harness.propose(['a']);
    await harness.knex('mandate_changes').update({ state: 'planned' });
    await harness.store.transaction(tx =>
      tx.timers.set({ kind: 'replan', changeId: id, dueAtMs: 1 }),
    );
    harness.world.isReachable = false;
    const before = (await harness.messages()).length;
    const replicas = [1, 2, 3].map(
      () =>
        new TimerService({
          store: harness.store,
          reconsideration: harness.reconsideration,
          drift: { look: async () => 'as-planned' },
          logger: mockServices.logger.mock(),
          settings: defaultTimerSettings,
        }),
    );
    for (let round = 0; round < 12; round += 1) {
      for (const replica of replicas) {
        await harness.knex('mandate_timers').update({ due_at: 0 });
        await replica.fireDue();
      }
    }
    expect((await harness.messages()).length - before).toBe(1);
  });

  it('a look for drift each minute leaves no row behind', async () => {
    await harness.setMandate(askingPlatform());
    const { id } = await harness.propose(['a']);
    const timers = new TimerService({
      store: harness.store,
      reconsideration: harness.reconsideration,
      drift: { look: async () => 'as-planned' },
      logger: mockServices.logger.mock(),
      settings: defaultTimerSettings,
    });
    for (let minute = 0; minute < 5; minute += 1) {
      await harness
        .knex('mandate_timers')
        .where({ change_id: id, kind: 'drift' })
        .update({ due_at: 0 });
      await timers.fireDue();
    }
    expect(
      await harness.knex('mandate_timers').where({ kind: 'drift' }),
    ).toHaveLength(1);
  });
});
