import { TestDatabases } from '@backstage/backend-test-utils';
import { abortChange } from '../change/controlling/abortChange';
import { pauseChange } from '../change/controlling/pauseChange';
import { resolveChange } from '../change/controlling/resolveChange';
import { PAUL } from './testing/platformApproval';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'what cannot be reached is waited for, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    /** The state in which the run waits before it tries again, or a person is asked. */
    const rested = (id: string) =>
      harness.eventually(async () => {
        const { state } = await harness.change(id);
        const { due_at: dueAt } = await harness.knex('mandate_runs').first();
        return state === 'stuck' || Number(dueAt) > Date.now() + 2_000
          ? state
          : undefined;
      }, 'the run to rest');

    async function stuckAndOutOfReach(): Promise<string> {
      harness.world.onFailure = 'ask';
      harness.world.refused.add('do b');
      const { id } = await harness.propose(['a', 'b']);
      harness
        .worker({
          settings: { stepRetry: { initialMs: 5_000, maximumMs: 5_000 } },
        })
        .start();
      await harness.until(id, 'stuck');
      harness.world.isReachable = false;
      return id;
    }

    it('an abort while it is undone does not use up the patience at once', async () => {
      harness.world.checks = [
        {
          id: 'ready',
          title: 'Ready',
          status: 'failing',
          words: 'No.',
          final: true,
        },
      ];
      const { id } = await harness.propose(['a']);
      harness
        .worker({
          settings: { stepRetry: { initialMs: 5_000, maximumMs: 5_000 } },
          onBoundary: async name => {
            if (name === 'calling undo a') {
              harness.world.isReachable = false;
              await abortChange(harness.store, {
                id,
                by: { kind: 'user', ref: 'user:default/dana' },
                reason: 'impatient',
              }).catch(() => {});
            }
          },
        })
        .start();
      await harness.until(id, 'undoing');
      expect([
        await rested(id),
        harness.world.calls.filter(each => each === 'undo a').length,
      ]).toEqual(['undoing', 1]);
    });

    it('an abort of a stuck change is undone with patience', async () => {
      const id = await stuckAndOutOfReach();
      await harness.abort(id);
      expect(await rested(id)).toBe('undoing');
    });

    it('a stuck change that a person has undone is undone with patience', async () => {
      const id = await stuckAndOutOfReach();
      await resolveChange(harness.store, {
        id,
        by: PAUL,
        outcome: 'undo',
        reason: 'x',
      });
      expect(await rested(id)).toBe('undoing');
    });

    it('while it cannot be told how a frozen target stands, the hold is still known', async () => {
      const { id } = await harness.propose(['a']);
      await pauseChange(harness.store, { id, by: PAUL, reason: 'weekend' });
      harness.world.isReachable = false;
      let looks = 0;
      harness
        .worker({
          settings: { holdMs: 20, maximumGateUnknown: 5 },
          onBoundary: async name => {
            looks += name === 'before gate-then-intend a' ? 1 : 0;
          },
        })
        .start();
      await harness.eventually(
        async () =>
          looks > 8 || (await harness.change(id)).endedAtMs !== undefined
            ? true
            : undefined,
        'the gate to be asked often',
      );
      expect((await harness.change(id)).state).toBe('queued');
    });
  },
);
