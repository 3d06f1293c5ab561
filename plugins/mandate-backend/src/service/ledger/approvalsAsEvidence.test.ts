import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('evidence', () => {
  it('keeps who reads whole changes in the list of approvals', async () => {
    const knex = await databases.init('SQLITE_3');
    const { changes } = await startKernel({ knex });
    await changes.propose(deploy('prod'), as('dana'));
    const { items } = await changes.listApprovals({}, as('sven'));
    expect(items[0].current?.plan.objects).toBeDefined();
    await expect(
      knex('mandate_ledger_entries').where({ kind: 'read-of-evidence' }),
    ).resolves.not.toEqual([]);
  });
});
