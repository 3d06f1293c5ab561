import { TestDatabases } from '@backstage/backend-test-utils';
import type { Obligation } from '@mandate/policy';
import type { Knex } from 'knex';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const SOAK_MS = 600;
const enhanced: Obligation = { type: 'enhanced-monitoring', soakFactor: 2 };

/** A change whose decision has these obligations, with the times of all looks at its checks. */
async function decided(knex: Knex, obligations: readonly Obligation[]) {
  const looks: number[] = [];
  const world = new FakeWorld();
  world.verification = { soakSeconds: SOAK_MS / 1_000, deadlineSeconds: 30 };
  const kind = world.kind();
  const harness = await RunHarness.create(knex, {
    kind: {
      ...kind,
      check: context => {
        looks.push(performance.now());
        return kind.check(context);
      },
    },
  });
  const { id } = await harness.propose(['a']);
  const { decision } = await harness.revision(id, 1);
  await knex('mandate_revisions')
    .where({ change_id: id })
    .update({ decision: JSON.stringify({ ...decision, obligations }) });
  return { harness, id, looks };
}

describe.each(databases.eachSupportedId())(
  'enhanced monitoring, %p',
  databaseId => {
    it.each([
      ['as long as planned', [], SOAK_MS],
      ['twice as long', [enhanced], 2 * SOAK_MS],
    ])('verifies for %s', async (_, obligations, leastMs) => {
      const { harness, id, looks } = await decided(
        await databases.init(databaseId),
        obligations,
      );
      harness.worker({ settings: { checkMs: 20 } }).start();
      await harness.until(id, 'succeeded');
      const endedAt = performance.now();
      await harness.stop();
      // From the first look to the end, however long each look takes, less what two clocks differ by.
      expect(endedAt - (looks[0] ?? endedAt)).toBeGreaterThanOrEqual(
        leastMs - 50,
      );
    });

    it.each([
      ['as often as configured', [], 60_000],
      ['twice as often', [enhanced], 30_000],
    ])('looks at the checks %s', async (_, obligations, pauseMs) => {
      const knex = await databases.init(databaseId);
      const { harness, id, looks } = await decided(knex, obligations);
      const beganAt = Date.now();
      harness.worker({ settings: { checkMs: 60_000 } }).start();
      await harness.until(id, 'verifying');
      const dueAt = await harness.eventually(async () => {
        const run = await knex('mandate_runs').where({ change_id: id }).first();
        const at = Number(run.due_at);
        return looks.length > 0 && at > beganAt + 10_000 ? at : undefined;
      }, 'the next look');
      await harness.stop();
      expect(looks).toHaveLength(1);
      expect(dueAt - beganAt).toBeGreaterThan(pauseMs - 1_000);
      expect(dueAt - Date.now()).toBeLessThanOrEqual(pauseMs);
    });
  },
);
