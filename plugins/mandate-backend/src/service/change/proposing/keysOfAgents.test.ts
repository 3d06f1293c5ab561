import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../../testing/requests';
import { callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('idempotency keys', () => {
  it('of an agent are those of the person it acts for', async () => {
    const { changes } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const agentOf = (name: string) =>
      callAs({
        kind: 'agent',
        ref: 'plugin:mcp-actions',
        onBehalfOf: `user:default/${name}`,
      });
    const request = deploy('prod', { idempotencyKey: 'release-1' });
    const first = await changes.propose(request, agentOf('dana'));
    const second = await changes
      .propose(request, agentOf('pia'))
      .catch(error => error);
    expect(second).toMatchObject({ name: 'ConflictError' });
    expect(first.proposer.onBehalfOf).toBe('user:default/dana');
  });
});
