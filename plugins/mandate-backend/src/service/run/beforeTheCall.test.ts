import { TestDatabases } from '@backstage/backend-test-utils';
import { isTerminal } from '@mandate/plugin-mandate-common';
import { Latch } from './testing/Latch';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'An owner whose gate let a step pass, and that stood still then, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    /** Lets an owner stand still before it looks for the last time; answers when it has gone on. */
    async function meanwhile(
      happens: (changeId: string) => Promise<unknown>,
    ): Promise<string> {
      const there = new Latch();
      const goOn = new Latch();
      const past = new Latch();
      const { id } = await harness.propose(['a']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'before act a') {
              there.open();
              await goOn.opened;
            }
            if (name === 'after act a') {
              past.open();
            }
          },
          settings: { concurrency: 1 },
        })
        .start();
      await there.opened;
      await happens(id);
      goOn.open();
      await past.opened;
      return id;
    }

    it('calls nothing when another one has taken the run over (I1)', async () => {
      await meanwhile(async id => {
        await harness.endLeases();
        harness.worker().start();
        await harness.until(id, 'succeeded');
      });
      expect(harness.world.calls).toEqual(['do a']);
    });

    it('calls nothing when the change is aborted (I10)', async () => {
      const id = await meanwhile(changeId => harness.abort(changeId));
      await harness.eventually(
        async () => isTerminal((await harness.change(id)).state) || undefined,
        'the change to end',
      );
      expect(harness.world.calls).not.toContain('do a');
    });
  },
);
