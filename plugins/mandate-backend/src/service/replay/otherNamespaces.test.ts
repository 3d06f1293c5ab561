import { TestDatabases } from '@backstage/backend-test-utils';
import { exampleEntities, exampleMandate } from '../../testing/exampleEntities';
import { deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('replay', () => {
  it('of a mandate of another namespace replaces the one in force', async () => {
    const free = {
      ...exampleMandate,
      metadata: { ...exampleMandate.metadata, namespace: 'team' },
    };
    const kernel = await startKernel({
      knex: await databases.init('SQLITE_3'),
      entities: [
        ...exampleEntities.filter(({ kind }) => kind !== 'Mandate'),
        {
          ...free,
          spec: {
            ...free.spec,
            grants: [{ changes: ['deploy'], oversight: 'forbid' }],
          },
        },
      ],
    });
    await kernel.changes.propose(deploy('dev'), as('dana'));
    const replay = await kernel.replays.replay({ mandate: free }, as('dana'));
    expect(replay.before.forbid['no-effect']).toBe(1);
    expect(replay.after.forbid['no-effect']).toBe(0);
  });
});
