import { TestDatabases } from '@backstage/backend-test-utils';
import { KernelStore } from '../KernelStore';
import { KEEPS_ORDER_FOR } from './lanes';
import { claimMessages, markDelivered, markUndelivered } from './outgoing';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const COUNT = 20;

describe.each(databases.eachSupportedId())('outgoing messages, %s', id => {
  it('are claimed in the order in which they were written, whatever the clock says', async () => {
    const knex = await databases.init(id);
    const store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    const write = (from: number) =>
      store.transaction(async tx => {
        for (let size = from; size < from + COUNT; size++) {
          tx.outbox.add({ type: 'signal', signal: { type: 'ledger', size } });
        }
      });
    await write(0);
    // The clock is set back, or a transaction that began earlier wrote later.
    await knex('mandate_outbox').update({ created_at: Date.now() + 60_000 });
    await write(COUNT);
    await knex('mandate_outbox').update({ due_at: 0 });
    const sizes: number[] = [];
    for (;;) {
      const messages = await store.transaction(tx =>
        claimMessages(tx, { limit: 7, leaseMs: 60_000, webhooks: false }),
      );
      if (messages.length === 0) {
        break;
      }
      for (const message of messages) {
        if (message.type === 'signal' && message.signal.type === 'ledger') {
          sizes.push(message.signal.size);
        }
      }
    }
    expect(sizes).toEqual(Array.from({ length: 2 * COUNT }, (_, size) => size));
  });

  describe('about one thing', () => {
    const message = (title: string, scope: string) => ({
      recipients: ['user:default/dana'],
      title,
      description: 'It moved.',
      link: '/changes/1',
      severity: 'normal' as const,
      topic: 'change' as const,
      scope,
    });
    let store: KernelStore;

    beforeEach(async () => {
      const knex = await databases.init(id);
      store = await KernelStore.create({
        database: { getClient: async () => knex },
      });
      await store.transaction(async tx => {
        for (const [title, scope] of [
          ['first', 'one'],
          ['second', 'one'],
          ['third', 'another'],
          ['fourth', 'one'],
        ]) {
          tx.outbox.add({
            type: 'notification',
            message: message(title, scope),
          });
        }
      });
    });

    const claim = async (limit = 10, leaseMs = 60_000) => {
      const messages = await store.transaction(tx =>
        claimMessages(tx, { limit, leaseMs, webhooks: false }),
      );
      return messages.map(claimed => ({
        id: claimed.id,
        title:
          claimed.type === 'notification' ? claimed.message.title : undefined,
      }));
    };
    const titles = async () => (await claim()).map(({ title }) => title);

    it('wait for the one that another replica delivers', async () => {
      const [first] = await claim(1);
      expect(await titles()).toEqual(['third']);
      await store.transaction(tx => markDelivered(tx, first.id));
      expect(await titles()).toEqual(['second', 'fourth']);
    });

    it('wait for the one that is tried again, but not for ever', async () => {
      for (let tries = 1; tries < KEEPS_ORDER_FOR; tries++) {
        const [first] = await claim(1, 0);
        await store.transaction(tx =>
          markUndelivered(tx, { id: first.id, words: 'Down.', delayMs: 0 }),
        );
      }
      const [first] = await claim(1, 0);
      const isLate = { id: first.id, words: 'Down.', delayMs: 60_000 };
      await store.transaction(tx => markUndelivered(tx, isLate));
      expect(await titles()).toEqual(['second', 'third', 'fourth']);
    });
  });
});
