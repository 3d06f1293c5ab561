import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from './testing/RunHarness';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'A clock that was set back, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    it('gives the run back between two looks at a target that seems to have changed since, and lets it go on afterwards', async () => {
      const earlier = await harness.propose(['a']);
      harness.worker().start();
      await harness.until(earlier.id, 'succeeded');
      await harness.stop();
      await endedAt(earlier.id, Date.now() + 3_600_000);
      let claims = 0;
      const { id } = await harness.propose(['b']);
      harness
        .worker({
          onBoundary: async name => {
            claims += name === 'claimed' ? 1 : 0;
          },
        })
        .start();
      await harness.eventually(
        async () => (claims >= 3 ? claims : undefined),
        'the run to be given back and claimed again',
      );
      expect((await harness.change(id)).state).toBe('queued');
      await endedAt(earlier.id, Date.now() - 3_600_000);
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    });

    async function endedAt(id: string, ms: number): Promise<void> {
      await harness
        .knex('mandate_changes')
        .where({ id })
        .update({ ended_at: ms });
    }
  },
);
