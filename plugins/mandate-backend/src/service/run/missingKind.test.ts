import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { DriftLook } from '../change/DriftLook';
import { resolveChange } from '../change/controlling/resolveChange';
import { defaultTimerSettings, TimerService } from '../timers/TimerService';
import type { RunSettings } from './RunSettings';
import {
  approveAsPaul,
  askingPlatform,
  PAUL,
} from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MISSING =
  /The module that brings the change kind 'poke' is not installed/;

describe.each(databases.eachSupportedId())(
  'a change whose kind no module brings any more, %s',
  databaseId => {
    let harness: RunHarness;
    let install: () => void;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups.set(PAUL.ref, ['group:default/platform']);
    });
    afterEach(async () => {
      install();
      await harness.stop();
    });

    function uninstall() {
      const find = jest
        .spyOn(harness.kinds, 'find')
        .mockImplementation(() => undefined);
      install = () => find.mockRestore();
    }

    /** A worker under which the module leaves at a boundary. */
    function startUntil(boundary: string, settings: Partial<RunSettings> = {}) {
      let isGone = false;
      harness
        .worker({
          settings,
          onBoundary: async name => {
            if (name === boundary && !isGone) {
              isGone = true;
              uninstall();
            }
          },
        })
        .start();
    }

    async function stuckThenRetried(id: string) {
      const stuck = await harness.until(id, 'stuck');
      install();
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'retry',
        reason: 'it is back',
      });
      return stuck.statusWords;
    }

    it('waits before it has begun, its people are told, and it goes on by itself', async () => {
      const { id } = await harness.propose(['a']);
      uninstall();
      harness.worker({ settings: { maximumGateUnknown: 3 } }).start();
      await harness.eventually(
        async () =>
          /Cannot start/.test(JSON.stringify(await harness.messages()))
            ? true
            : undefined,
        'people to be told',
      );
      const waiting = await harness.change(id);
      expect(waiting).toMatchObject({
        state: 'queued',
        statusWords: expect.stringMatching(MISSING),
      });
      expect(harness.errorLog).toEqual([]);
      install();
      await harness.until(id, 'succeeded');
    });

    it('has as much patience as any with a target that cannot be read once the module is back', async () => {
      const { id } = await harness.propose(['a']);
      uninstall();
      let readings = 0;
      harness
        .worker({
          settings: { maximumGateUnknown: 3 },
          onBoundary: async name => {
            readings += name === 'after gate-then-intend a' ? 1 : 0;
          },
        })
        .start();
      const times = (count: number) =>
        harness.eventually(
          async () => (readings >= count ? true : undefined),
          `${count} readings`,
        );
      await times(5);
      harness.world.isReachable = false;
      install();
      await times(7);
      expect((await harness.change(id)).state).toBe('queued');
      harness.world.isReachable = true;
      await harness.until(id, 'succeeded');
    });

    it('has a person asked between two effects, and goes on when it is tried again', async () => {
      const { id } = await harness.propose(['a', 'b']);
      startUntil('before gate-then-intend b');
      expect(await stuckThenRetried(id)).toMatch(MISSING);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
      expect(harness.errorLog).toEqual([]);
    });

    it('is not undone because nobody can verify it', async () => {
      harness.world.verification = { soakSeconds: 0, deadlineSeconds: 1 };
      const { id } = await harness.propose(['a']);
      startUntil('before verify');
      expect(await stuckThenRetried(id)).toMatch(MISSING);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a']);
    });

    it('has a person asked while it is undone', async () => {
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      startUntil('after fail-step b');
      expect(await stuckThenRetried(id)).toMatch(MISSING);
      await harness.until(id, 'undone');
    });

    it('stays planned until it can be planned again', async () => {
      const { store, reconsideration, proposing } = harness;
      const logger = mockServices.logger.mock();
      const timers = new TimerService({
        store,
        reconsideration,
        drift: new DriftLook({ ...proposing, kinds: harness.kinds, logger }),
        logger,
        settings: defaultTimerSettings,
      });
      const { id } = await harness.propose(['a']);
      Object.assign(harness.world, { version: '2', shape: 'square' });
      harness.worker().start();
      await harness.until(id, 'planned');
      uninstall();
      const fire = async () => {
        await harness.knex('mandate_timers').update({ due_at: 0 });
        await timers.fireDue();
      };
      await fire();
      expect(await harness.change(id)).toMatchObject({
        state: 'planned',
        statusWords: expect.stringMatching(MISSING),
      });
      install();
      await fire();
      await harness.until(id, 'succeeded');
    });

    it('never begins once a newer one is approved that replaces it', async () => {
      harness.world.replacesQueued = true;
      const older = await harness.propose(['a']);
      await harness.setMandate(askingPlatform());
      const newer = await harness.propose(['b']);
      uninstall();
      await approveAsPaul(harness, newer.id, {
        confirmTarget: newer.target.workload.name,
      });
      expect(await harness.change(older.id)).toMatchObject({
        state: 'superseded',
        statusWords: expect.stringMatching(/A newer change replaces it/),
      });
      install();
      harness.worker().start();
      await harness.until(newer.id, 'succeeded');
      expect(harness.world.effects).toEqual(['do b']);
    });

    it('is voted on all the same', async () => {
      await harness.setMandate(askingPlatform());
      const [one, other] = [
        await harness.propose(['a']),
        await harness.propose(['a'], { name: 'other' }),
      ];
      uninstall();
      await expect(approveAsPaul(harness, one.id)).rejects.toThrow(
        /type the target's name/,
      );
      await approveAsPaul(harness, one.id, {
        confirmTarget: one.target.workload.name,
      });
      await approveAsPaul(harness, other.id, {
        verdict: 'reject',
        reason: 'No.',
      });
      expect((await harness.change(one.id)).state).toBe('queued');
      expect((await harness.change(other.id)).state).toBe('rejected');
    });
  },
);
