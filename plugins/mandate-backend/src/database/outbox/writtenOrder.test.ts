import { TestDatabases } from '@backstage/backend-test-utils';
import { KernelStore } from '../KernelStore';
import { claimMessages } from './outgoing';

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
});
