import { TestDatabases } from '@backstage/backend-test-utils';
import { RunHarness } from '../run/testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const of = { mandate: 'mandate:default/shop', kind: 'poke' };
const HOUR_MS = 3_600_000;

describe.each(databases.eachSupportedId())(
  'a mandate that was widened, when the clock was set back, %s',
  databaseId => {
    let harness: RunHarness;
    afterEach(() => harness.stop());

    async function start() {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.world.refused.add('do b');
      harness.worker().start();
    }
    async function fail() {
      const { id } = await harness.propose(['a', 'b']);
      await harness.until(id, 'undone');
    }
    const narrowed = () => harness.store.read(tx => tx.narrowings.inEffect(of));
    const widen = () =>
      harness.store.transaction(tx =>
        tx.narrowings.widen(of, { by: 'user:default/pia', reason: 'Mended.' }),
      );

    it('is narrowed by failures after it', async () => {
      await start();
      await fail();
      await fail();
      await expect(narrowed()).resolves.toHaveLength(1);
      await widen();
      await harness
        .knex('mandate_narrowings')
        .update({ widened_at: Date.now() + HOUR_MS });
      await fail();
      await fail();
      await expect(narrowed()).resolves.toHaveLength(1);
    });

    it('is not narrowed again by those before it', async () => {
      await start();
      await fail();
      await fail();
      await harness
        .knex('mandate_outcomes')
        .update({ ended_at: Date.now() + HOUR_MS });
      await widen();
      await fail();
      await expect(narrowed()).resolves.toEqual([]);
    });
  },
);
