import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import type { Knex } from 'knex';
import { exampleEntities } from '../../../testing/exampleEntities';
import { fakeChangeKind } from '../../../testing/fakeChangeKind';
import { approve, deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('voting (I3), %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  async function expireNow(id: string) {
    await knex('mandate_changes').where({ id }).update({ expires_at: 1 });
  }

  it('queues when every requirement is filled', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    const half = await changes.vote(change.id, approve(change), as('pia'));
    expect(half).toMatchObject({
      state: 'awaiting-approval',
      statusWords: 'Waiting for security.',
    });
    const full = await changes.vote(change.id, approve(change), as('sven'));
    expect(full).toMatchObject({ state: 'queued' });
    await expect(knex('mandate_runs').select('revision')).resolves.toEqual([
      { revision: 1 },
    ]);
  });

  it('counts a person who is in both groups for one of them only, and finds the right one', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    const first = await changes.vote(change.id, approve(change), as('ada'));
    expect(first.state).toBe('awaiting-approval');
    const second = await changes.vote(change.id, approve(change), as('pia'));
    expect(second.state).toBe('queued');
  });

  it('loses no vote when two approve at once', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await Promise.all([
      changes.vote(change.id, approve(change), as('pia')),
      changes.vote(change.id, approve(change), as('sven')),
    ]);
    await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
      state: 'queued',
      current: { approvals: { satisfied: true } },
    });
  });

  it('lets one of two votes of the same person at once count', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    const outcomes = await Promise.allSettled([
      changes.vote(change.id, approve(change), as('pia')),
      changes.vote(change.id, approve(change), as('pia')),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });

  it.each([
    ['the proposer', as('pia'), as('pia'), /You proposed this change/],
    [
      'the person a service acts for',
      callAs({ kind: 'service', ref: 'bot', onBehalfOf: 'user:default/pia' }),
      as('pia'),
      /on your behalf/,
    ],
    [
      'who answers for the agent that proposed',
      callAs({ kind: 'agent', ref: 'bot', owner: 'user:default/pia' }),
      as('pia'),
      /You answer for bot/,
    ],
    [
      'somebody in none of the groups',
      as('pia'),
      as('dana'),
      /none of the groups/,
    ],
    [
      'an agent',
      as('dana'),
      callAs({ kind: 'agent', ref: 'agent' }),
      /Only people/,
    ],
    [
      'a service',
      as('dana'),
      callAs({ kind: 'service', ref: 'ci' }),
      /Only people/,
    ],
  ])('refuses %s', async (_, proposer, voter, words) => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), proposer);
    const voting = changes.vote(change.id, approve(change), voter);
    await expect(voting).rejects.toThrow(NotAllowedError);
    await expect(voting).rejects.toThrow(words);
    await expect(knex('mandate_votes').select()).resolves.toEqual([]);
  });

  it('refuses a vote that a plugin casts with the token of an eligible person', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    const { caller } = as('pia');
    await expect(
      changes.vote(change.id, approve(change), {
        caller: { ...caller, actedBy: 'plugin:scaffolder' },
      }),
    ).rejects.toThrow(/plugin:scaffolder called with your token/);
  });

  it('refuses a vote on another digest or revision', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    for (const [other, words] of [
      [{ digest: 'sha256:old' }, /on the plan sha256:old, and revision 1 has/],
      [{ revision: 2 }, /plan has changed.*revision 2, the newest is 1/],
    ] as const) {
      await expect(
        changes.vote(change.id, approve(change, other), as('pia')),
      ).rejects.toThrow(words);
    }
  });

  it('ends the change at one rejection, with its reason', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    const rejected = await changes.vote(
      change.id,
      approve(change, { verdict: 'reject', reason: 'Not on Friday.' }),
      as('sven'),
    );
    expect(rejected.state).toBe('rejected');
    await expect(
      changes.vote(change.id, approve(change), as('pia')),
    ).rejects.toThrow(/was rejected/);
  });

  it('refuses votes after the expiry, and ends the change', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await expireNow(change.id);
    await expect(
      changes.vote(change.id, approve(change), as('pia')),
    ).rejects.toThrow(/expired/);
    await expect(changes.get(change.id, as('dana'))).resolves.toMatchObject({
      state: 'expired',
    });
  });

  it('lets a queued change wait again when a needed vote is taken back', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await changes.vote(change.id, approve(change), as('pia'));
    await changes.vote(change.id, approve(change), as('sven'));
    const waiting = await changes.withdrawVote(change.id, as('pia'));
    expect(waiting).toMatchObject({ state: 'awaiting-approval' });
    const again = await changes.vote(change.id, approve(change), as('paul'));
    expect(again.state).toBe('queued');
  });

  it('wants exactly the text that it shows typed for a plan that removes something', async () => {
    const entities = exampleEntities.map(entity =>
      entity.metadata.name === 'checkout'
        ? { ...entity, metadata: { ...entity.metadata, title: 'The till' } }
        : entity,
    );
    const { changes } = await start({ entities });
    const change = await changes.propose(
      deploy('prod', { input: { outcome: 'removal' } }),
      as('dana'),
    );
    const { confirmTarget } = await changes.get(change.id, as('pia'));
    expect(confirmTarget).toBe('checkout');
    for (const typed of [undefined, 'The till']) {
      await expect(
        changes.vote(
          change.id,
          approve(change, { confirmTarget: typed }),
          as('pia'),
        ),
      ).rejects.toThrow(/type the target's name: checkout/);
    }
    await changes.vote(
      change.id,
      approve(change, { confirmTarget }),
      as('pia'),
    );
  });

  it('wants it too for a kind that always removes something, and else never', async () => {
    const { changes, kinds, world } = await start();
    const kind = fakeChangeKind(world, 'wipe');
    kinds.add({ ...kind, risk: { ...kind.risk, destructive: true } });
    const wiping = await changes.propose(
      { ...deploy('prod'), kind: 'wipe' },
      as('dana'),
    );
    expect(wiping.confirmTarget).toBe('checkout');
    const deploying = await changes.propose(deploy('prod'), as('dana'));
    expect(deploying.confirmTarget).toBeUndefined();
  });
});
