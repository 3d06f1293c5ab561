import { TestDatabases } from '@backstage/backend-test-utils';
import { Latch } from './testing/Latch';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'An owner that stands still just before its effect, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    /** Aborts and undoes a change while its first owner stands still, and lets that one go on. */
    async function overtake(): Promise<string> {
      const goOn = new Latch();
      const there = new Latch();
      const back = new Latch();
      const { id } = await harness.propose(['a']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'calling do a') {
              there.open();
              await goOn.opened;
            }
            if (name === 'after act a') {
              back.open();
            }
          },
          settings: { concurrency: 1 },
        })
        .start();
      await there.opened;
      await harness.abort(id);
      await harness.endLeases();
      harness.worker().start();
      await harness.until(id, 'undone');
      goOn.open();
      await back.opened;
      return id;
    }

    it('has no effect any more when the change was aborted and undone meanwhile (I1, I10)', async () => {
      await overtake();
      expect([...harness.world.there]).toEqual([]);
      expect(harness.world.effects).not.toContain('do a');
    });

    it('takes back what it created then, since what is not there refuses nobody (I10)', async () => {
      harness.world.isThereBefore = false;
      const id = await overtake();
      expect([...harness.world.there]).toEqual([]);
      expect(harness.world.effects.slice(-2)).toEqual(['do a', 'undo a']);
      const entries = await harness.ledgerKinds(id);
      expect(entries.slice(-2)).toEqual(['ended', 'step-observed']);
    });
  },
);
