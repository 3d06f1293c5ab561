import { TestDatabases } from '@backstage/backend-test-utils';
import { deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'the changes of a proposer, %p',
  databaseId => {
    it('are found by a name alone, in any case, and by the whole reference', async () => {
      const knex = await databases.init(databaseId);
      const { changes, store } = await startKernel({ knex });
      const ofDana = await changes.propose(deploy('dev'), as('dana'));
      await changes.propose(deploy('prod'), as('pia'));
      const ofAgent = await changes.propose(
        deploy('prod'),
        callAs({ kind: 'agent', ref: 'Release-agent' }),
      );
      const found = async (proposer: string) =>
        (await store.read(tx => tx.changes.list({ proposer }))).items.map(
          ({ id }) => id,
        );
      for (const name of [
        'dana',
        ' Dana ',
        'user:default/dana',
        'User:default/Dana',
      ]) {
        expect(await found(name)).toEqual([ofDana.id]);
      }
      expect(await found('Release-agent')).toEqual([ofAgent.id]);
      // A part of a name is no name.
      expect(await found('dan')).toEqual([]);
    });
  },
);
