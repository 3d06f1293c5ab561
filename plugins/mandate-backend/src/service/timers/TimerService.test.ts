import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DriftLook } from '../change/DriftLook';
import { askingPlatform } from '../run/testing/platformApproval';
import { RunHarness } from '../run/testing/RunHarness';
import {
  defaultTimerSettings,
  type TimerDependencies,
  TimerService,
} from './TimerService';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('Timers, %s', databaseId => {
  let harness: RunHarness;

  beforeEach(async () => {
    harness = await RunHarness.create(await databases.init(databaseId));
  });
  afterEach(() => harness.stop());

  function service(change: Partial<TimerDependencies> = {}) {
    const { store, reconsideration, proposing } = harness;
    const logger = mockServices.logger.mock();
    return new TimerService({
      store,
      reconsideration,
      drift: new DriftLook({ ...proposing, kinds: harness.kinds, logger }),
      logger,
      settings: defaultTimerSettings,
      ...change,
    });
  }

  it('what a database says while a change is planned again is told to nobody (I12)', async () => {
    const { id } = await harness.propose(['a']);
    await harness.knex('mandate_changes').update({ state: 'planned' });
    await harness.store.transaction(async tx =>
      tx.timers.set({ kind: 'replan', changeId: id, dueAtMs: 1 }),
    );
    const { store } = harness;
    const timers = service({
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
    const replicas = [1, 2, 3].map(() => service());
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
    const timers = service();
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

  it('a timer that was put off still says when it was due at first', async () => {
    const { id: changeId } = await harness.propose(['a']);
    await harness.store.transaction(tx =>
      tx.timers.set({ kind: 'escalation', changeId, dueAtMs: 1 }),
    );
    const [{ id }] = await harness
      .knex('mandate_timers')
      .where({ kind: 'escalation' });
    for (const later of [2, 3]) {
      await harness.store.transaction(tx => tx.timers.postpone(id, later));
    }
    const claimed = harness.store.transaction(tx =>
      tx.timers.claimDue({ kinds: ['escalation'], limit: 1 }),
    );
    await expect(claimed).resolves.toMatchObject([{ id, dueAtMs: 1 }]);
  });

  it('a look for drift that outlived its change is the last one', async () => {
    const { id } = await harness.propose(['a']);
    expect((await harness.change(id)).state).toBe('queued');
    await harness.store.transaction(tx =>
      tx.timers.set({ kind: 'drift', changeId: id, dueAtMs: 1 }),
    );
    await service().fireDue();
    const left = harness.knex('mandate_timers').where({ kind: 'drift' });
    await expect(left).resolves.toEqual([]);
  });

  it('what cannot be planned again says so', async () => {
    const { id } = await harness.propose(['a']);
    harness.world.version = '2';
    harness.world.shape = 'square';
    harness.worker().start();
    await harness.until(id, 'planned');
    const { statusWords } = await harness.change(id);
    harness.world.isReachable = false;
    const before = (await harness.messages()).length;
    const timers = service();
    for (let i = 0; i < 200; i += 1) {
      await harness.knex('mandate_timers').update({ due_at: 0 });
      await timers.fireDue();
    }
    const change = await harness.change(id);
    expect([
      change.state !== 'planned' || change.statusWords !== statusWords,
      (await harness.messages()).length > before,
    ]).toEqual([true, true]);
  });

  it('what is refused when it is decided again is told of', async () => {
    const { id } = await harness.propose(['a']);
    await harness.setMandate({
      owner: 'group:default/shop',
      appliesTo: { environments: ['dev'] },
      grants: [{ changes: ['poke'], oversight: 'forbid' }],
      review: { every: 'P3M', by: 'group:default/security' },
    });
    const before = (await harness.messages()).length;
    harness.worker().start();
    await harness.until(id, 'planned');
    await service().fireDue();
    expect((await harness.change(id)).state).toBe('refused');
    expect((await harness.messages()).length).toBeGreaterThan(before);
  });

  it('a row that cannot be read does not stop the timers of other changes', async () => {
    await harness.setMandate(askingPlatform());
    const odd = await harness.propose(['a'], { name: 'odd' });
    const other = await harness.propose(['a'], { name: 'other' });
    await harness
      .knex('mandate_revisions')
      .where({ change_id: odd.id })
      .update({ plan: '{}' });
    await harness
      .knex('mandate_timers')
      .where({ change_id: odd.id, kind: 'nudge' })
      .delete();
    await harness.store.transaction(tx =>
      tx.timers.set({ kind: 'nudge', changeId: odd.id, dueAtMs: 1 }),
    );
    await harness
      .knex('mandate_changes')
      .where({ id: other.id })
      .update({ expires_at: 2 });
    await harness.store.transaction(tx =>
      tx.timers.set({ kind: 'expiry', changeId: other.id, dueAtMs: 2 }),
    );
    for (let i = 0; i < 3; i += 1) {
      await service()
        .fireDue()
        .catch(() => {});
    }
    expect((await harness.change(other.id)).state).toBe('expired');
  });
});
