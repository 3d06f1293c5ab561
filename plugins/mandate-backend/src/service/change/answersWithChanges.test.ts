import { TestDatabases } from '@backstage/backend-test-utils';
import { changeReadPermission } from '@mandate/plugin-mandate-common';
import { approve, deploy } from '../../testing/requests';
import { permissionsWithout } from '../../testing/permissionsWithout';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

it('no operation answers with a change to whom may not read it', async () => {
  const knex = await databases.init('SQLITE_3');
  const change = await (
    await startKernel({ knex })
  ).changes.propose(deploy('prod'), as('dana'));
  const { changes } = await startKernel({
    knex,
    permissions: permissionsWithout(changeReadPermission.name),
  });
  const outcomes = await Promise.allSettled([
    changes.get(change.id, as('pia')),
    changes.remind(change.id, as('pia')),
    changes.vote(change.id, approve(change), as('pia')),
    changes.withdrawVote(change.id, as('pia')),
    changes.abort(change.id, { reason: 'x' }, as('pia')),
    changes.withdraw(change.id, {}, as('pia')),
    changes.pause(change.id, { reason: 'x' }, as('pia')),
    changes.resume(change.id, as('pia')),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(
    outcomes.map(() => 'rejected'),
  );
});
