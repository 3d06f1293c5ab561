import { TestDatabases } from '@backstage/backend-test-utils';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import { FakeWorld } from './testing/FakeWorld';
import { reached } from './testing/reached';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const badTexts = [
  ['cut in the middle of a character', 'It said \ud83d'],
  ['that contain a zero', 'It said \u0000'],
] as const;

describe.each(databases.eachSupportedId())(
  'Texts that no database stores, %s',
  databaseId => {
    let harness: RunHarness;
    afterEach(() => harness.stop());

    /** A change whose target has changed since, so that it can no longer be planned. */
    async function becameImpossible(words: string): Promise<string> {
      const kind = new FakeWorld().kind();
      let isImpossible = false;
      harness = await RunHarness.create(await databases.init(databaseId), {
        kind: {
          ...kind,
          observeVersion: async () => (isImpossible ? '2' : '1'),
          plan: async (context, input) =>
            isImpossible
              ? { type: 'impossible', words }
              : kind.plan(context, input),
        },
      });
      const { id } = await harness.propose(['a']);
      isImpossible = true;
      return id;
    }

    it.each(badTexts)(
      'a target that refuses to be read in words %s ends the change',
      async (_, words) => {
        const kind = new FakeWorld().kind();
        harness = await RunHarness.create(await databases.init(databaseId), {
          kind: {
            ...kind,
            observeVersion: async () => {
              throw new ClusterRefusedError({
                cluster: 'test',
                status: 500,
                reason: 'InternalError',
                message: words,
              });
            },
          },
        });
        const { id } = await harness.propose(['a']);
        harness
          .worker({ settings: { leaseMs: 300, maximumGateUnknown: 2 } })
          .start();
        expect(await reached(harness, id, 'cancelled')).toEqual({
          state: 'cancelled',
          errors: [],
        });
      },
    );

    it.each(badTexts)(
      'a plan that became impossible in words %s sends the change back',
      async (_, words) => {
        const id = await becameImpossible(words);
        harness.worker({ settings: { leaseMs: 300 } }).start();
        expect(await reached(harness, id, 'planned')).toEqual({
          state: 'planned',
          errors: [],
        });
      },
    );

    it.each(badTexts)(
      'a change that cannot be planned again in words %s ends',
      async (_, words) => {
        const id = await becameImpossible(words);
        await harness.knex('mandate_changes').update({ state: 'planned' });
        await harness.reconsideration.reconsider(id, 'It changed.');
        expect((await harness.change(id)).state).toBe('cancelled');
      },
    );

    it('evidence cut in the middle of a character does not keep a step from being done', async () => {
      const kind = new FakeWorld().kind();
      harness = await RunHarness.create(await databases.init(databaseId), {
        kind: {
          ...kind,
          step: () => ({
            observe: async () => ({
              type: 'present' as const,
              words: 'It is there.',
              evidence: { log: 'It said \ud83d' },
            }),
            act: async () => ({ type: 'acted' as const }),
          }),
        },
      });
      const { id } = await harness.propose(['a']);
      harness.worker({ settings: { leaseMs: 300 } }).start();
      expect(await reached(harness, id, 'succeeded')).toEqual({
        state: 'succeeded',
        errors: [],
      });
    });
  },
);
