import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DriftLook } from '../change/DriftLook';
import { RunHarness } from '../run/testing/RunHarness';
import { defaultTimerSettings, TimerService } from './TimerService';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

it.each(databases.eachSupportedId())(
  'what was planned again is not looked at for ever, %s',
  async databaseId => {
    const harness = await RunHarness.create(await databases.init(databaseId));
    const { store, reconsideration, proposing } = harness;
    const logger = mockServices.logger.mock();
    const timers = new TimerService({
      store,
      reconsideration,
      drift: new DriftLook({ ...proposing, kinds: harness.kinds, logger }),
      logger,
      settings: defaultTimerSettings,
    });
    const { id, state } = await harness.propose(['a']);
    expect(state).toBe('queued');
    await store.transaction(async tx =>
      tx.timers.set({ kind: 'replan', changeId: id, dueAtMs: await tx.now() }),
    );
    await timers.fireDue();
    const left = await harness.knex('mandate_timers').where({ kind: 'replan' });
    expect(left).toEqual([]);
  },
);
