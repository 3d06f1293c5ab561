import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { exampleEntities, group, user } from '../../testing/exampleEntities';
import { approve, deploy } from '../../testing/requests';
import { as, callAs, startKernel } from '../../testing/startKernel';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

/** Ola is of security and nothing else; nobody else is needed to see what her delegate may do. */
const entities = exampleEntities
  .filter(({ metadata }) => metadata.name !== 'security')
  .concat([
    group('security', ['ola', 'sven', 'ada']),
    user('ola', ['security']),
  ]);

const hours = (offset: number) =>
  new Date(Date.now() + offset * 3_600_000).toISOString();

describe.each(databases.eachSupportedId())('delegation, %s', databaseId => {
  async function start() {
    const knex = await databases.init(databaseId);
    const kernel = await startKernel({ knex, entities });
    const delegate = (to: string, from = hours(-1), until = hours(5)) =>
      kernel.delegations.create(
        { delegate: `user:default/${to}`, from, until, reason: 'on holiday' },
        as('ola'),
      );
    const propose = (by = 'dana') =>
      kernel.changes.propose(deploy('prod'), as(by));
    const vote = (change: ChangeDetail, by: string) =>
      kernel.changes.vote(change.id, approve(change), as(by));
    return { ...kernel, knex, delegate, propose, vote };
  }

  it('lets another vote for who is away, says so on the card, and counts each once', async () => {
    const { delegate, propose, vote, changes } = await start();
    await delegate('pia');
    const change = await propose();
    expect(change.delegations).toMatchObject([
      { delegator: 'user:default/ola', delegate: 'user:default/pia' },
    ]);
    const asPia = await vote(change, 'pia');
    // Pia is of platform herself: her vote fills one of the two, not both.
    expect(asPia.state).toBe('awaiting-approval');
    await vote(change, 'paul');
    const { state } = await changes.get(change.id, as('dana'));
    expect(state).toBe('queued');
  });

  it('is over when it ends, when it is revoked, and before it begins', async () => {
    const { delegate, delegations, propose, changes, knex } = await start();
    const mayDana = async () => {
      const { id } = await propose('pia');
      return (await changes.get(id, as('dana'))).allowed.approve.allowed;
    };
    await delegate('dana', hours(2), hours(3));
    await expect(mayDana()).resolves.toBe(false);
    const { id } = await delegate('dana', hours(-1), hours(1));
    await expect(mayDana()).resolves.toBe(true);
    await delegations.revoke(id, as('ola'));
    await expect(mayDana()).resolves.toBe(false);
    await delegate('dana', hours(-1), hours(1));
    await knex('mandate_delegations').update({ ends_at: 1 });
    await expect(mayDana()).resolves.toBe(false);
  });

  it('does not let a proposer approve through who votes for them, nor be approved by their own delegate', async () => {
    const { delegate, propose, changes } = await start();
    await delegate('dana');
    const ofDana = await propose('dana');
    expect(ofDana.allowed.approve.allowed).toBe(false);
    const ofOla = await propose('ola');
    const { allowed } = await changes.get(ofOla.id, as('dana'));
    expect(allowed.approve.allowed).toBe(false);
  });

  it('is read again at the gate: a vote for who took it back no longer counts', async () => {
    const { delegate, delegations, decider, store, propose, vote } =
      await start();
    const { id } = await delegate('dana');
    const change = await propose('paul');
    await vote(change, 'pia');
    await vote(change, 'dana');
    const today = () =>
      store.read(async tx => {
        const stored = await tx.changes.get(change.id);
        const revision = await tx.revisions.get(change.id, 1);
        return stored && revision
          ? decider.checkToday(tx, stored, revision)
          : undefined;
      });
    await expect(today()).resolves.toMatchObject({ type: 'granted' });
    await delegations.revoke(id, as('ola'));
    await expect(today()).resolves.toMatchObject({ gate: 'G1' });
  });

  it('tells both: who is away would not hear of one set in their name', async () => {
    const { delegate, delegations, knex } = await start();
    const told = async () => {
      const rows = await knex('mandate_outbox')
        .where({ type: 'notification' })
        .select('payload');
      return rows
        .map(({ payload }) => JSON.parse(payload))
        .map(({ recipients, title }) => `${recipients}: ${title}`);
    };
    const { id } = await delegate('pia');
    await delegations.revoke(id, as('ola'));
    expect((await told()).sort()).toEqual([
      'user:default/ola: pia no longer votes for you',
      'user:default/ola: pia votes for you',
      'user:default/pia: You no longer vote for ola',
      'user:default/pia: You vote for ola',
    ]);
  });

  it('is set by people for themselves, to one person at a time, for a time that can be', async () => {
    const { delegate, delegations } = await start();
    await expect(delegate('ola')).rejects.toThrow(/vote for yourself/);
    await expect(delegate('nobody')).rejects.toThrow(/has no person/);
    await expect(delegate('pia', hours(2), hours(1))).rejects.toThrow(
      /end after it starts/,
    );
    await expect(delegate('pia', hours(0), hours(9_000))).rejects.toThrow(
      /92 days/,
    );
    const { id } = await delegate('pia');
    await expect(delegate('paul')).rejects.toThrow(/one person at a time/);
    await expect(delegations.revoke(id, as('pia'))).rejects.toThrow(
      /Only who set/,
    );
    const agent = callAs(
      { kind: 'agent', ref: 'a', onBehalfOf: 'user:default/ola' },
      mockCredentials.service('a'),
    );
    await expect(
      delegations.create(
        { delegate: 'user:default/pia', from: hours(0), until: hours(1) },
        agent,
      ),
    ).rejects.toThrow(/Only people/);
    await expect(
      delegations.list({ mine: true }, as('pia')),
    ).resolves.toHaveLength(1);
  });
});
