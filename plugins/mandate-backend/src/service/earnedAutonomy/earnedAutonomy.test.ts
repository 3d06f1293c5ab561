import { TestDatabases } from '@backstage/backend-test-utils';
import { as } from '../../testing/startKernel';
import { RunHarness } from '../run/testing/RunHarness';
import { DefaultEarnedAutonomyService } from './DefaultEarnedAutonomyService';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const failing = {
  id: 'ready',
  title: 'Ready',
  status: 'failing',
  words: 'It crashes.',
  final: true,
} as const;

describe.each(databases.eachSupportedId())(
  'earned autonomy, %s',
  databaseId => {
    let harness: RunHarness;
    let earned: DefaultEarnedAutonomyService;

    beforeEach(async () => {
      harness = await RunHarness.create(await databases.init(databaseId));
      harness.groups.set('user:default/dana', ['group:default/shop']);
      earned = new DefaultEarnedAutonomyService(harness.store, harness.people);
      harness.world.checks = [failing];
      harness.worker().start();
    });
    afterEach(() => harness.stop());

    async function fail(): Promise<void> {
      const { id } = await harness.propose(['a']);
      await harness.until(id, 'undone');
    }

    /** What the next decision hears of failures. */
    const heard = async () => {
      const { id } = await harness.propose(['a']);
      const { decision } = await harness.revision(id, 1);
      return decision.considered.flatMap(({ clause, oversight }) =>
        clause.type === 'cap' && clause.cap === 'track-record-narrowed'
          ? [oversight]
          : [],
      );
    };

    it('is narrowed at once by failures: first people are told, then they are asked', async () => {
      await fail();
      await fail();
      const [kind] = (await earned.trackRecord('shop', as('dana'))).kinds;
      expect(kind).toMatchObject({
        kind: 'poke',
        changes: 2,
        failures: 2,
        failuresInARow: 2,
        narrowed: { to: 'notify' },
      });
      await fail();
      expect(await heard()).toContain('approve');
      expect(await harness.messages()).toContainEqual(
        expect.objectContaining({
          recipients: ['group:default/shop'],
          title: expect.stringMatching(/^Narrowed: .* approve for poke$/),
        }),
      );
      await expect(
        harness.knex('mandate_narrowings').whereNull('widened_at'),
      ).resolves.toHaveLength(2);
    });

    it('is given back by its owner alone, and old failures do not take it again', async () => {
      await fail();
      await fail();
      await fail();
      const request = { kind: 'poke', reason: 'The cause is mended.' };
      await expect(earned.widen('shop', request, as('sven'))).rejects.toThrow(
        /Only members of its owner, shop, widen/,
      );
      const { kinds } = await earned.widen('shop', request, as('dana'));
      expect(kinds[0].narrowed).toBeUndefined();
      await fail();
      expect(await heard()).toEqual([]);
      await expect(earned.widen('shop', request, as('dana'))).rejects.toThrow(
        /Nothing is narrowed/,
      );
    });

    it('is proposed to the owner once, when a record becomes good enough, and changes nothing by itself', async () => {
      await harness.setMandate({
        owner: 'group:default/shop',
        appliesTo: { environments: ['dev'] },
        grants: [{ changes: ['poke'], oversight: 'notify' }],
        review: { every: 'P3M', by: 'group:default/security' },
      });
      harness.world.checks = [{ ...failing, status: 'passing' }];
      const told = async () =>
        (await harness.messages()).filter(message =>
          JSON.stringify(message).includes('could grant more'),
        );
      const run = async () => {
        const { id } = await harness.propose(['a']);
        await harness.until(id, 'succeeded');
      };
      for (let count = 0; count < 19; count += 1) {
        await run();
      }
      expect(await told()).toEqual([]);
      await run();
      await run();
      expect(await told()).toMatchObject([
        {
          recipients: ['group:default/shop'],
          link: '/mandates/shop',
          description: expect.stringMatching(/20 of 20 changes .* autonomous/),
        },
      ]);
    });

    it('is measured by how changes of each path ended', async () => {
      await fail();
      harness.world.checks = [{ ...failing, status: 'passing' }];
      const { id } = await harness.propose(['a']);
      await harness.until(id, 'succeeded');
      const rates = await earned.failureRates(as('dana'));
      expect(rates).toMatchObject([
        { path: 'autonomous', changes: 2, failures: 1 },
        { path: 'notify', changes: 0, failures: 0 },
        { path: 'approved', changes: 0, failures: 0 },
        { path: 'break-glass', changes: 0, failures: 0 },
      ]);
    });
  },
);
