import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import type { Knex } from 'knex';
import { erasePersonalData } from '../../../database/ledger/erasePersonalData';
import { deploy } from '../../../testing/requests';
import { as, callAs, startKernel } from '../../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('controlling, %p', databaseId => {
  let knex: Knex;

  async function start(
    options: Partial<Parameters<typeof startKernel>[0]> = {},
  ) {
    knex = await databases.init(databaseId);
    return startKernel({ knex, ...options });
  }

  it('lets only the proposer withdraw', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await expect(changes.withdraw(change.id, {}, as('pia'))).rejects.toThrow(
      NotAllowedError,
    );
    await expect(
      changes.withdraw(change.id, { reason: 'Wrong.' }, as('dana')),
    ).resolves.toMatchObject({ state: 'withdrawn' });
  });

  it('cancels at an abort what has not started, of which its proposer hears, and asks the run to stop otherwise', async () => {
    const { changes } = await start();
    const waiting = await changes.propose(deploy('prod'), as('dana'));
    await expect(
      changes.abort(waiting.id, { reason: 'Stop.' }, as('pia')),
    ).resolves.toMatchObject({ state: 'cancelled' });
    const sent = await knex('mandate_outbox').where({ type: 'notification' });
    expect(
      sent
        .map(({ payload }) => JSON.parse(payload))
        .filter(({ recipients }) => recipients.includes('user:default/dana')),
    ).toHaveLength(1);

    const queued = await changes.propose(deploy('dev'), as('dana'));
    await knex('mandate_changes')
      .where({ id: queued.id })
      .update({ state: 'running' });
    await changes.abort(queued.id, { reason: 'Stop.' }, as('pia'));
    await expect(
      knex('mandate_runs').where({ change_id: queued.id }).first(),
    ).resolves.toMatchObject({
      abort_requested_by: 'user:default/pia',
      abort_reason: 'Stop.',
    });
  });

  it.each(['running', 'verifying', 'undoing', 'stuck'])(
    'records who asks for an abort of a change that is %s, and why, at once (I6)',
    async state => {
      const { changes, store } = await start();
      const { id } = await changes.propose(deploy('dev'), as('dana'));
      await knex('mandate_changes').where({ id }).update({ state });
      await changes.abort(id, { reason: 'It looks odd.' }, as('pia'));
      const { story } = await changes.get(id, as('dana'));
      expect(story.at(-1)).toMatchObject({
        kind: 'abort-requested',
        actor: 'user:default/pia',
        words: expect.stringMatching(/^Aborted by pia: It looks odd\./),
        evidence: { reason: 'It looks odd.' },
      });
      await store.transaction(tx =>
        erasePersonalData(tx, { person: 'user:default/pia' }),
      );
      const erased = await changes.get(id, as('dana'));
      expect(JSON.stringify(erased.story)).not.toContain('odd');
    },
  );

  it('reminds at most once in ten minutes', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('prod'), as('dana'));
    await changes.remind(change.id, as('dana'));
    await expect(changes.remind(change.id, as('dana'))).rejects.toThrow(
      /in 10 min/,
    );
  });

  it('lets a person resolve a stuck change, and nobody else', async () => {
    const { changes } = await start();
    const change = await changes.propose(deploy('dev'), as('dana'));
    await knex('mandate_changes')
      .where({ id: change.id })
      .update({ state: 'stuck' });
    const request = { outcome: 'accept', reason: 'It is fine.' } as const;
    await expect(
      changes.resolve(change.id, request, callAs({ kind: 'agent', ref: 'a' })),
    ).rejects.toThrow(NotAllowedError);
    await expect(
      changes.resolve(change.id, request, as('pia')),
    ).resolves.toMatchObject({ state: 'succeeded' });
  });
});
