import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeWorld } from './testing/FakeWorld';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'words of a change kind that are no good text, %s',
  databaseId => {
    it.each([
      ['too long', 'x'.repeat(70_000)],
      ['cut in the middle of a character', 'It said \ud83d'],
      ['of a program that prints zeros', 'It said \u0000'],
    ])(
      '%s do not keep a change that fails from being undone',
      async (_, words) => {
        const kind = new FakeWorld().kind();
        const harness = await RunHarness.create(
          await databases.init(databaseId),
          {
            kind: {
              ...kind,
              step: (plan, stepId) => ({
                ...kind.step(plan, stepId),
                ...(stepId === 'b' && {
                  act: async () => ({
                    type: 'refused' as const,
                    words,
                  }),
                }),
              }),
            },
          },
        );
        const { id } = await harness.propose(['a', 'b']);
        harness.worker({ settings: { leaseMs: 300 } }).start();
        await harness.until(id, 'undone');
        await harness.stop();
        expect(harness.errorLog).toEqual([]);
        const rows = await harness.knex('mandate_steps').select('words');
        expect(JSON.stringify(rows)).not.toMatch(/\\u0000|\\ud83d/);
      },
    );
  },
);
