import { TestDatabases } from '@backstage/backend-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { changeReadPermission } from '@mandate/plugin-mandate-common';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('no operation answers with a change to whom may not read it', async () => {
  const base = mockServices.permissions();
  const isRead = ({ permission }: { permission: { name: string } }) =>
    permission.name === changeReadPermission.name;
  let denies = false;
  const permissions: typeof base = {
    authorize: async queries =>
      queries.map(query => ({
        result:
          denies && isRead(query)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async queries =>
      queries.map(query => ({
        result:
          denies && isRead(query)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      })),
  };
  const { changes } = await startKernel({
    knex: await databases.init('SQLITE_3'),
    permissions,
  });
  const change = await changes.propose(deploy('prod'), as('dana'));
  denies = true;
  const outcomes = await Promise.allSettled([
    changes.get(change.id, as('pia')),
    changes.remind(change.id, as('pia')),
    changes.vote(change.id, approve(change), as('pia')),
    changes.withdrawVote(change.id, as('pia')),
    changes.abort(change.id, { reason: 'x' }, as('pia')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(
    outcomes.map(() => 'rejected'),
  );
});
