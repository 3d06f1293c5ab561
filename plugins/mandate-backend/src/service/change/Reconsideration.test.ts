import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { approve, deploy } from '../../testing/requests';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('deciding again, %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  it('makes a new revision without the votes of the one before', async () => {
    const { changes, reconsideration, world } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await changes.vote(change.id, approve(change), as('pia'));
    world.version = '0.9.0';
    await knex('mandate_changes')
      .where({ id: change.id })
      .update({ state: 'planned' });
    await reconsideration.reconsider(change.id, 'The target changed.');

    const again = await changes.get(change.id, as('dana'));
    expect(again).toMatchObject({
      state: 'awaiting-approval',
      revision: 2,
      current: { because: 'The target changed.', votes: [] },
      earlier: [{ number: 1, votes: [{ voter: 'user:default/pia' }] }],
    });
    await expect(
      changes.vote(change.id, approve(change), as('sven')),
    ).rejects.toThrow(/plan has changed/);
  });

  it('does not let an approval hold when the voter has left the group (G1)', async () => {
    const { store, decider, changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await changes.vote(change.id, approve(change), as('pia'));
    await changes.vote(change.id, approve(change), as('sven'));
    const check = () =>
      store.read(async tx => {
        const stored = await tx.changes.get(change.id);
        const revision = await tx.revisions.get(change.id, 1);
        return stored && revision && decider.checkToday(tx, stored, revision);
      });
    await expect(check()).resolves.toEqual({ type: 'granted' });
    await knex('mandate_votes')
      .where({ voter: 'user:default/pia' })
      .update({ voter: 'user:default/gone' });
    await expect(check()).resolves.toMatchObject({ gate: 'G1' });
  });

  it('does not let a change run alone when a stricter mandate came meanwhile (I4)', async () => {
    const { store, decider, changes } = await start();
    const change = await changes.propose(deploy('dev'), as('dana'));
    await store.transaction(async tx => {
      const mandate = await tx.mandates.get('mandate:default/services');
      if (mandate) {
        await tx.mandates.put({ ...mandate, removedAtMs: 1 });
      }
    });
    const verdict = await store.read(async tx => {
      const stored = await tx.changes.get(change.id);
      const revision = await tx.revisions.get(change.id, 1);
      return stored && revision && decider.checkToday(tx, stored, revision);
    });
    expect(verdict).toMatchObject({ type: 'not-granted', gate: 'G2' });
  });
});
