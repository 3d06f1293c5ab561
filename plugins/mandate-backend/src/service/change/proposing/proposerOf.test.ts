import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { approve, deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const SVEN = 'user:default/sven';
const forSven = deploy('prod', { onBehalfOf: SVEN });
const agent = callAs({ kind: 'agent', ref: 'release-agent' });
const trusted = { caller: { ...agent.caller, mayNamePerson: true } };

const start = async () =>
  startKernel({ knex: await databases.init('SQLITE_3') });

describe('for whom somebody proposes', () => {
  it.each([
    ['a person', as('dana')],
    ['a service', callAs({ kind: 'service', ref: 'ci' })],
    ['an agent that nobody trusts with it', agent],
    [
      'an agent that is known to act for somebody else',
      callAs({ kind: 'agent', ref: 'mcp', onBehalfOf: 'user:default/dana' }),
    ],
  ])(
    'is not believed from %s, so nobody is barred from voting',
    async (_, by) => {
      const { changes } = await start();
      await expect(changes.propose(forSven, by)).rejects.toThrow(
        NotAllowedError,
      );
      await expect(changes.simulate(forSven, by)).rejects.toThrow(
        /nothing proves it/,
      );
    },
  );

  it('is taken from an agent that is configured for it, and recorded as a claim', async () => {
    const { changes, ledger } = await start();
    const change = await changes.propose(forSven, trusted);
    await expect(
      changes.vote(change.id, approve(change), as('sven')),
    ).rejects.toThrow(/on your behalf/);
    const { items } = await ledger.entries({ limit: 5, kind: 'proposed' });
    expect(items[0]?.data).toMatchObject({ onBehalfOf: SVEN, claimed: true });
  });

  it('may be said by whom the credentials name anyway', async () => {
    const { changes } = await start();
    const change = await changes.propose(forSven, as('sven'));
    expect(change.proposer.onBehalfOf).toBeUndefined();
  });
});
