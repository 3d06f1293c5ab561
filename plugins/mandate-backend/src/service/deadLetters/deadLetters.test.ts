import { TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { placeHold } from '../../database/ledger/legalHoldStore';
import { as, callAs, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())(
  'messages that were given up, %p',
  databaseId => {
    async function start() {
      const knex = await databases.init(databaseId);
      const { deadLetters, store } = await startKernel({ knex });
      await store.transaction(async tx =>
        tx.outbox.add({
          type: 'notification',
          message: {
            recipients: ['group:default/platform'],
            title: 'Approval needed',
            description: '',
            link: '/',
            severity: 'normal',
            topic: 'change',
            scope: 's',
          },
        }),
      );
      await knex('mandate_outbox')
        .where({ type: 'notification' })
        .update({ dead_at: 1, last_error: 'It answered 500.' });
      const [{ id }] = await deadLetters.list(as('pia'));
      return { deadLetters, id, knex, store };
    }

    it('are listed with whom they were for and why they failed', async () => {
      const { deadLetters } = await start();
      await expect(deadLetters.list(as('pia'))).resolves.toMatchObject([
        {
          type: 'notification',
          to: 'group:default/platform',
          subject: 'Approval needed',
          error: 'It answered 500.',
        },
      ]);
    });

    it('are discarded once, and not sent again afterwards', async () => {
      const { deadLetters, id } = await start();
      const discard = () =>
        deadLetters.discard(id, { reason: 'It is old.' }, as('pia'));
      await discard();
      await expect(deadLetters.list(as('pia'))).resolves.toEqual([]);
      await expect(discard()).rejects.toThrow(NotFoundError);
      await expect(deadLetters.replay(id, as('pia'))).rejects.toThrow(
        NotFoundError,
      );
    });

    it.each([
      callAs({ kind: 'service', ref: 'external:cleaner' }),
      callAs({
        kind: 'agent',
        ref: 'agent:bot',
        onBehalfOf: 'user:default/pia',
      }),
      { caller: { ...as('pia').caller, actedBy: 'plugin:scaffolder' } },
    ])('are not discarded but by people themselves: %#', async options => {
      const { deadLetters, id } = await start();
      const refused = deadLetters.discard(id, { reason: 'Old.' }, options);
      await expect(refused).rejects.toThrow(NotAllowedError);
      await expect(refused).rejects.toThrow(/Only people discard messages/);
      await expect(deadLetters.list(options)).resolves.toHaveLength(1);
      await deadLetters.replay(id, options);
    });

    it('are not discarded while they name somebody under legal hold', async () => {
      const { deadLetters, id, knex, store } = await start();
      await knex('mandate_outbox')
        .where({ id })
        .update({ payload: '{"recipients":["user:default/Dana"]}' });
      await store.transaction(tx =>
        placeHold(tx, {
          person: 'user:default/dana',
          reason: 'A lawsuit.',
          placedBy: 'user:default/ada',
        }),
      );
      const discard = () =>
        deadLetters.discard(id, { reason: 'It is old.' }, as('pia'));
      await expect(discard()).rejects.toThrow(/under legal hold, so it stays/);
      await knex('mandate_legal_holds').update({ released_at: 1 });
      await discard();
      await expect(deadLetters.list(as('pia'))).resolves.toEqual([]);
    });

    it('are no longer listed, nor discarded, once they are sent again', async () => {
      const { deadLetters, id } = await start();
      await deadLetters.replay(id, as('pia'));
      await expect(deadLetters.list(as('pia'))).resolves.toEqual([]);
      await expect(
        deadLetters.discard(id, { reason: 'It is old.' }, as('pia')),
      ).rejects.toThrow(NotFoundError);
    });
  },
);
