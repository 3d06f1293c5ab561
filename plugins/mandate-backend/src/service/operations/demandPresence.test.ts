import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const start = async () =>
  startKernel({ knex: await databases.init('SQLITE_3') });

/** As a plugin calls with the person's token, without the person. */
function through(plugin: string, name: string) {
  return { caller: { ...as(name).caller, actedBy: plugin } };
}

describe('A plugin with a person’s token', () => {
  const pia = through('plugin:scaffolder', 'pia');

  it('neither votes nor takes a vote back', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await changes.vote(change.id, approve(change), as('pia'));
    await expect(changes.withdrawVote(change.id, pia)).rejects.toThrow(
      /plugin:scaffolder called with your token/,
    );
    await changes.withdrawVote(change.id, as('pia'));
    await expect(changes.vote(change.id, approve(change), pia)).rejects.toThrow(
      NotAllowedError,
    );
  });

  it('stops automation and changes, and lets neither go on', async () => {
    const { changes, killSwitches } = await start();
    const { id } = await killSwitches.engage({ reason: 'Odd.' }, pia);
    const reason = 'Fine again.';
    await expect(killSwitches.lift(id, { reason }, pia)).rejects.toThrow(
      NotAllowedError,
    );
    await killSwitches.lift(id, { reason }, as('pia'));

    const change = await changes.propose(deploy('dev'), as('dana'));
    await changes.pause(change.id, { reason: 'Odd.' }, pia);
    await expect(changes.resume(change.id, pia)).rejects.toThrow(
      NotAllowedError,
    );
    await changes.resume(change.id, as('pia'));
    await expect(
      changes.abort(change.id, { reason: 'Odd.' }, pia),
    ).resolves.toMatchObject({ state: 'cancelled' });
  });

  it('does not decide what happens to a stuck change', async () => {
    const { changes } = await start();
    const { id } = await changes.propose(deploy('dev'), as('dana'));
    await expect(
      changes.resolve(id, { outcome: 'accept', reason: 'Fine.' }, pia),
    ).rejects.toThrow(NotAllowedError);
  });
});
