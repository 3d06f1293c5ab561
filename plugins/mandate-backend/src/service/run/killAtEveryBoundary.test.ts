import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(240_000);

/** What a run does between its claim and its end, as names of boundaries. */
async function boundariesOf(
  harness: RunHarness,
  steps: readonly string[],
  end: 'succeeded' | 'undone',
): Promise<readonly string[]> {
  const names: string[] = [];
  const worker = harness.worker({
    onBoundary: async name => {
      names.push(name);
    },
  });
  const { id } = await harness.propose(steps);
  worker.start();
  await harness.until(id, end);
  await worker.stop();
  return names;
}

describe.each(databases.eachSupportedId())(
  'A run killed at any boundary (I1, I2, I10), %s',
  databaseId => {
    let harness: RunHarness;

    beforeAll(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterAll(() => harness.stop());
    beforeEach(() => {
      harness.world.there.clear();
      harness.world.effects.length = 0;
      harness.world.refused.clear();
    });

    it('does each effect once, and loses none', async () => {
      const steps = ['look-first', 'a', 'b'];
      const boundaries = await boundariesOf(harness, steps, 'succeeded');
      expect(boundaries).toEqual(
        expect.arrayContaining([
          'claimed',
          'before gate-then-intend a',
          'after gate-then-intend a',
          'calling do a',
          'after act a',
          'after finish-step b',
          'after start-verification',
          'before verify',
        ]),
      );
      for (let index = 1; index <= boundaries.length; index++) {
        harness.world.there.clear();
        harness.world.effects.length = 0;
        const { id } = await harness.propose(steps);
        const { worker, died } = harness.dyingAt(index);
        worker.start();
        const diedAt = await died;
        await harness.endLeases();
        const heir = harness.worker();
        heir.start();
        await harness.until(id, 'succeeded');
        await heir.stop();
        expect([diedAt, ...harness.world.effects]).toEqual([
          diedAt,
          'do look-first',
          'do a',
          'do b',
        ]);
      }
    });

    it('undoes each effect once, in reverse, and loses none', async () => {
      harness.world.refused.add('do c');
      const steps = ['a', 'b', 'c'];
      const boundaries = await boundariesOf(harness, steps, 'undone');
      const undoing = boundaries.indexOf('after fail-step c') + 1;
      expect(undoing).toBeGreaterThan(0);
      for (let index = undoing; index <= boundaries.length; index++) {
        await harness.forgetFailures();
        harness.world.there.clear();
        harness.world.effects.length = 0;
        const { id } = await harness.propose(steps);
        const { worker, died } = harness.dyingAt(index);
        worker.start();
        const diedAt = await died;
        await harness.endLeases();
        const heir = harness.worker();
        heir.start();
        await harness.until(id, 'undone');
        await heir.stop();
        expect([diedAt, ...harness.world.effects]).toEqual([
          diedAt,
          'do a',
          'do b',
          'undo b',
          'undo a',
        ]);
      }
    });
  },
);
