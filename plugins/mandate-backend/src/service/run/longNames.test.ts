import { TestDatabases } from '@backstage/backend-test-utils';
import { reached } from './testing/reached';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
/** As of an object whose name is as long as Kubernetes lets it be. */
const name = `status-configmap-${'x'.repeat(253)}`;

describe.each(databases.eachSupportedId())(
  'Objects with long names, %s',
  databaseId => {
    let harness: RunHarness;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
    });
    afterEach(() => harness.stop());

    it('a check of an object with a long name does not keep a change from its end', async () => {
      harness.world.checks = [
        { id: name, title: name, status: 'passing', words: 'It is.' },
      ];
      const { id } = await harness.propose(['a']);
      harness.worker({ settings: { leaseMs: 300 } }).start();
      expect(await reached(harness, id, 'succeeded')).toEqual({
        state: 'succeeded',
        errors: [],
      });
    });

    it('a step of an object with a long name is done', async () => {
      const { id } = await harness.propose([name]);
      harness.worker({ settings: { leaseMs: 300 } }).start();
      expect(await reached(harness, id, 'succeeded')).toEqual({
        state: 'succeeded',
        errors: [],
      });
    });
  },
);
