import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { decodeEntry, verifyBundle } from '@mandate/ledger';
import type { Knex } from 'knex';
import { Ledger } from '../../service/ledger/Ledger';
import { LedgerKeys } from '../../service/ledger/LedgerKeys';
import { KERNEL_ACTOR } from '../../service/change/actors';
import { ledgerSettings } from '../../testing/ledgerSettings';
import { KernelStore } from '../KernelStore';
import type { KernelTransaction } from '../KernelTransaction';
import { lockHead } from './ledgerHead';
import { Sequencer } from './Sequencer';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

function append(tx: KernelTransaction, data: Record<string, number>) {
  tx.ledger.append({ kind: 'configuration', actor: KERNEL_ACTOR, data });
}

async function open(knex: Knex) {
  return KernelStore.create({ database: { getClient: async () => knex } });
}

async function expectSound(store: KernelStore, size: number) {
  const settings = ledgerSettings();
  const logger = mockServices.rootLogger({ level: 'none' });
  const keys = await LedgerKeys.create({ settings, store, logger });
  const ledger = new Ledger({ store, keys, origin: settings.origin });
  let text = '';
  for await (const piece of ledger.bundle()) {
    text += piece;
  }
  expect(verifyBundle(JSON.parse(text))).toMatchObject({ ok: true, size });
}

async function recorded(knex: Knex): Promise<readonly unknown[]> {
  const texts: string[] = await knex('mandate_ledger_entries')
    .orderBy('entry_index')
    .pluck('canonical');
  return texts.map(text => {
    const entry = decodeEntry(text);
    return entry.ok && entry.value.data;
  });
}

describe.each(databases.eachSupportedId())('Sequencer, %p', databaseId => {
  it('keeps the order within a transaction and of what builds on it', async () => {
    const knex = await databases.init(databaseId);
    const store = await open(knex);
    for (let number = 0; number < 4; number += 1) {
      await store.transaction(async tx => {
        append(tx, { number, part: 0 });
        append(tx, { number, part: 1 });
      });
    }
    expect(await recorded(knex)).toEqual(
      [0, 1, 2, 3].flatMap(number => [
        { number, part: 0 },
        { number, part: 1 },
      ]),
    );
  });

  it('loses and doubles nothing when two replicas sequence what many write', async () => {
    const knex = await databases.init(databaseId);
    const replicas = [await open(knex), await open(knex)];
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let number = 0; number < 25; number += 1) {
        await replicas[writer % 2].transaction(async tx => {
          append(tx, { writer, number });
          append(tx, { writer, number: number + 0.5 });
        });
      }
    });
    await Promise.all(writers);
    const data = await recorded(knex);
    expect(data).toHaveLength(300);
    for (let writer = 0; writer < 6; writer += 1) {
      expect(
        data.filter(each =>
          JSON.stringify(each).includes(`"writer":${writer}`),
        ),
      ).toEqual(
        Array.from({ length: 50 }, (_, half) => ({ writer, number: half / 2 })),
      );
    }
    await expectSound(replicas[0], 300);
  });

  it('refuses in the writing transaction what could be no entry, and goes on', async () => {
    const knex = await databases.init(databaseId);
    const store = await open(knex);
    await expect(
      store.transaction(async tx => {
        tx.ledger.append({
          kind: 'configuration',
          actor: KERNEL_ACTOR,
          data: Object.fromEntries(
            Array.from({ length: 20_000 }, (_, number) => [`n${number}`, 1]),
          ),
        });
      }),
    ).rejects.toThrow('cannot be recorded');
    await store.transaction(async tx => append(tx, { number: 1 }));
    expect(await recorded(knex)).toEqual([{ number: 1 }]);
  });

  it('rebuilds the tiles of a ledger from before there were any', async () => {
    const knex = await databases.init(databaseId);
    const store = await open(knex);
    await store.transaction(async tx => {
      for (let number = 0; number < 700; number += 1) {
        append(tx, { number });
      }
    });
    const tiles = await knex('mandate_ledger_tiles').orderBy('tile_index');
    await knex('mandate_ledger_tiles').delete();
    await open(knex);
    expect(await knex('mandate_ledger_tiles').orderBy('tile_index')).toEqual(
      tiles,
    );
    expect(tiles).toHaveLength(2);
  });
});

const postgres = databases
  .eachSupportedId()
  .filter(([id]) => id !== 'SQLITE_3');

(postgres.length === 0 ? describe.skip : describe)(
  'Sequencer on PostgreSQL',
  () => {
    const start = async () => {
      const knex = await databases.init('POSTGRES_15');
      return { knex, store: await open(knex) };
    };

    it('gives an index to what a writer left that died after its commit', async () => {
      const { knex, store } = await start();
      jest
        .spyOn(Sequencer.prototype, 'catchUp')
        .mockRejectedValueOnce(new Error());
      await store.transaction(async tx => append(tx, { number: 1 }));
      expect(await recorded(knex)).toEqual([]);
      const replica = await open(knex);
      await replica.sequence();
      expect(await recorded(knex)).toEqual([{ number: 1 }]);
      await expectSound(replica, 1);
    });

    it('leaves everything as it was when a batch dies before its commit', async () => {
      const { knex, store } = await start();
      await store.transaction(async tx => append(tx, { number: 1 }));
      jest
        .spyOn(Sequencer.prototype, 'catchUp')
        .mockRejectedValueOnce(new Error());
      await store.transaction(async tx => append(tx, { number: 2 }));
      await knex.raw(`
      create function stop_batch() returns trigger as $$
        begin raise exception 'stopped'; end $$ language plpgsql`);
      await knex.raw(`
      create trigger stop_batch before update on mandate_ledger_head
        for each row execute function stop_batch()`);
      await expect(store.sequence()).rejects.toThrow('stopped');
      expect(await recorded(knex)).toEqual([{ number: 1 }]);
      await knex.raw('drop trigger stop_batch on mandate_ledger_head');
      await store.sequence();
      expect(await recorded(knex)).toEqual([{ number: 1 }, { number: 2 }]);
      await expectSound(store, 2);
    });

    it('lets a transaction commit while a slower one with a lower id is open', async () => {
      const { knex, store } = await start();
      let release = () => {};
      const held = new Promise<void>(resolve => {
        release = resolve;
      });
      let isWritten = () => {};
      const written = new Promise<void>(resolve => {
        isWritten = resolve;
      });
      const slow = store.transaction(async tx => {
        append(tx, { slow: 1 });
        await tx.ledger.flush();
        isWritten();
        await held;
      });
      await written;
      await store.transaction(async tx => append(tx, { fast: 1 }));
      expect(await recorded(knex)).toEqual([{ fast: 1 }]);
      release();
      await slow;
      await store.sequence();
      expect(await recorded(knex)).toEqual([{ fast: 1 }, { slow: 1 }]);
    });

    it('takes over from one that stands still in the middle of a batch', async () => {
      const { knex, store } = await start();
      const paused = await knex.transaction();
      await paused.raw(`set local idle_in_transaction_session_timeout = 300`);
      await lockHead(paused);
      await store.transaction(async tx => append(tx, { number: 1 }));
      await store.sequence();
      expect(await recorded(knex)).toEqual([{ number: 1 }]);
      await expect(
        paused('mandate_ledger_head').update({ size: 99 }),
      ).rejects.toThrow();
      await paused.rollback().catch(() => {});
    });
  },
);
