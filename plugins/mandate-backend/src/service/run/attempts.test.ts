import { TestDatabases } from '@backstage/backend-test-utils';
import type { StepHandler } from '@mandate/plugin-mandate-node';
import { readRunLogs } from '../../database/runs/RunLog';
import { defaultRunSettings } from './RunSettings';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'a step that is called, %s',
  databaseId => {
    let harness: RunHarness;
    afterEach(() => harness.stop());

    /** Runs a change of one step, which is called as given. */
    async function run(
      act: StepHandler['act'],
      timeoutSeconds?: number,
    ): Promise<string> {
      const kind = new FakeWorld().kind();
      harness = await RunHarness.create(await databases.init(databaseId), {
        kind: {
          ...kind,
          plan: async (context, input) => {
            const outcome = await kind.plan(context, input);
            if (outcome.type !== 'planned') {
              return outcome;
            }
            const steps = outcome.plan.steps.map(step => ({
              ...step,
              timeoutSeconds,
            }));
            return { ...outcome, plan: { ...outcome.plan, steps } };
          },
          step: (plan, stepId) => ({ ...kind.step(plan, stepId), act }),
        },
      });
      const { id } = await harness.propose(['a']);
      harness.worker().start();
      return id;
    }

    it('in vain is called so many times and no more', async () => {
      let calls = 0;
      const id = await run(async () => {
        calls += 1;
        return { type: 'acted' };
      });
      await harness.until(id, 'undone');
      expect(calls).toBe(defaultRunSettings.limits.maximumAttempts);
    });

    it('has the time that its plan gives it, and is called again when that is over', async () => {
      const endedAfter: number[] = [];
      const id = await run(({ signal }) => {
        const beganAt = performance.now();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            endedAfter.push(performance.now() - beganAt);
            reject(signal.reason);
          });
        });
      }, 0.05);
      await harness.until(id, 'undone');
      expect(endedAfter).toHaveLength(
        defaultRunSettings.limits.maximumAttempts,
      );
      expect(Math.max(...endedAfter)).toBeLessThan(
        defaultRunSettings.callTimeoutMs / 2,
      );
    });

    it('adds what it reports to the log of the run, in order and for every attempt', async () => {
      let calls = 0;
      const id = await run(async ({ report }) => {
        calls += 1;
        report(`Attempt ${calls}.`);
        report('The image is pulled.');
        return calls < 3
          ? { type: 'retry', words: 'Not yet.' }
          : { type: 'refused', words: 'There is no such image.' };
      });
      await harness.until(id, 'undone');
      const logs = await harness.store.read(tx => readRunLogs(tx, [id]));
      expect(
        logs.get(id)?.map(({ stepId, words }) => `${stepId}: ${words}`),
      ).toEqual(
        [1, 2, 3].flatMap(attempt => [
          `a: Attempt ${attempt}.`,
          'a: The image is pulled.',
        ]),
      );
    });
  },
);
