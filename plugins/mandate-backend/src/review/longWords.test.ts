import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeWorld } from '../service/run/testing/FakeWorld';
import { RunHarness } from '../service/run/testing/RunHarness';
import { deploy } from '../testing/requests';
import { as, startKernel } from '../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('words of a change kind that are no good text', () => {
  it.each([
    ['too long', 'x'.repeat(70_000)],
    ['cut in the middle of a character', 'It said \ud83d'],
    ['of a program that prints zeros', 'It said \u0000'],
  ])(
    'or %s do not keep a change that fails from being undone',
    async (_, words) => {
      const kind = new FakeWorld().kind();
      const harness = await RunHarness.create(
        await databases.init('SQLITE_3'),
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
      const deadline = Date.now() + 8_000;
      while (Date.now() < deadline) {
        if ((await harness.change(id)).state === 'undone') {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      const { state } = await harness.change(id);
      await harness.stop();
      expect([state, harness.errorLog.slice(0, 1)]).toEqual(['undone', []]);
      const rows = await harness.knex('mandate_steps').select('words');
      expect(JSON.stringify(rows)).not.toMatch(/\\u0000|\\ud83d/);
    },
  );

  it('and as many test results as a proposal may have are recorded', async () => {
    const { changes } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const testResults = Array.from({ length: 50 }, (_, index) => ({
      name: `suite ${index}`,
      outcome: 'passed' as const,
      url: `https://ci.example/${'x'.repeat(1_900)}`,
    }));
    await expect(
      changes.propose(deploy('prod', { testResults }), as('dana')),
    ).resolves.toMatchObject({ state: 'awaiting-approval' });
  });
});
