import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('a template that is withdrawn', () => {
  it('stops what was to run alone and has not begun', async () => {
    const { changes, store, decider } = await startKernel({
      knex: await databases.init('SQLITE_3'),
    });
    const { id } = await changes.propose(deploy('dev'), as('dana'));
    const today = () =>
      store.transaction(async tx => {
        const change = await tx.changes.get(id);
        const revision = await tx.revisions.get(id, 1);
        return change && revision
          ? decider.checkToday(tx, change, revision)
          : undefined;
      });
    await expect(today()).resolves.toMatchObject({ type: 'granted' });
    await store.transaction(tx =>
      tx.templateVersions.put({
        name: 'fake',
        digest: 'sha256:fake',
        text: '',
        state: 'withdrawn',
        reason: 'It leaks.',
        sinceMs: 0,
      }),
    );
    await expect(today()).resolves.toMatchObject({
      type: 'not-granted',
      gate: 'G2',
    });
  });
});
