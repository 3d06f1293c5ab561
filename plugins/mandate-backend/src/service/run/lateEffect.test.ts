import { TestDatabases } from '@backstage/backend-test-utils';
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

    it('has no effect any more when the change was aborted and undone meanwhile (I1, I10)', async () => {
      let goOn = () => {};
      const still = new Promise<void>(resolve => {
        goOn = resolve;
      });
      let isThere = () => {};
      const there = new Promise<void>(resolve => {
        isThere = resolve;
      });
      let isBack = () => {};
      const back = new Promise<void>(resolve => {
        isBack = resolve;
      });
      const { id } = await harness.propose(['a']);
      harness
        .worker({
          onBoundary: async name => {
            if (name === 'calling do a') {
              isThere();
              await still;
            }
            if (name === 'after act a') {
              isBack();
            }
          },
          settings: { concurrency: 1 },
        })
        .start();
      await there;
      await harness.abort(id);
      await harness.endLeases();
      harness.worker().start();
      await harness.until(id, 'undone');
      goOn();
      await back;
      expect([...harness.world.there]).toEqual([]);
      expect(harness.world.effects).not.toContain('do a');
    });
  },
);
