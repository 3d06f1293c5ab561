import { TestDatabases } from '@backstage/backend-test-utils';
import { reviveDeadLetter } from './deadLetters';
import {
  claimMessages,
  markDelivered,
  markReached,
  markUndelivered,
} from './outgoing';
import { as, startKernel } from '../../testing/startKernel';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('messages, %s', databaseId => {
  it('that another replica delivered are no dead letters', async () => {
    const knex = await databases.init(databaseId);
    const { store } = await startKernel({ knex });
    await knex('mandate_outbox').delete();
    await store.transaction(async tx =>
      tx.outbox.add({ type: 'signal', signal: { type: 'calendar' } }),
    );
    const claim = () =>
      store.transaction(tx =>
        claimMessages(tx, { limit: 1, leaseMs: 0, webhooks: false }),
      );
    // The lease of the first ends while it delivers.
    const [{ id }] = await claim();
    await claim();
    await store.transaction(tx => markDelivered(tx, id));
    await store.transaction(tx => markUndelivered(tx, { id, words: 'Late.' }));
    await expect(
      knex('mandate_outbox').whereNotNull('dead_at'),
    ).resolves.toEqual([]);
    await expect(
      store.transaction(tx => reviveDeadLetter(tx, id)),
    ).resolves.toBe('not-found');
  });

  it('that somebody took late are theirs, also when what became of the others is told later', async () => {
    const knex = await databases.init(databaseId);
    const { store } = await startKernel({ knex });
    await knex('mandate_outbox').delete();
    await store.transaction(async tx =>
      tx.outbox.add({ type: 'signal', signal: { type: 'calendar' } }),
    );
    const [{ id }] = await store.transaction(tx =>
      claimMessages(tx, { limit: 1, leaseMs: 60_000, webhooks: false }),
    );
    await store.transaction(tx => markReached(tx, id, 'mail'));
    await store.transaction(tx =>
      markUndelivered(tx, {
        id,
        words: 'Late.',
        delayMs: 0,
        reached: ['bell'],
      }),
    );
    const [{ reached }] = await store.transaction(tx =>
      claimMessages(tx, { limit: 1, leaseMs: 60_000, webhooks: false }),
    );
    expect([...reached].sort()).toEqual(['bell', 'mail']);
  });

  it('that cannot be read are listed among the dead letters', async () => {
    const knex = await databases.init(databaseId);
    const { deadLetters } = await startKernel({ knex });
    await knex('mandate_outbox').delete();
    const row = { created_at: 0, due_at: 0, dead_at: 1, attempts: 1 };
    await knex('mandate_outbox').insert([
      { ...row, id: 'a', type: 'notification', payload: '{"recipients":1}' },
      { ...row, id: 'b', type: 'of tomorrow', payload: '{}' },
      { ...row, id: 'c', type: 'event', payload: 'no JSON' },
    ]);
    await expect(deadLetters.list(as('dana'))).resolves.toHaveLength(3);
  });
});
