import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../../testing/requests';
import { as, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('test results', () => {
  it('are recorded, as many as a proposal may have', async () => {
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
