import knexFactory from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunHarness } from './testing/RunHarness';

jest.setTimeout(60_000);

describe('A run while the database is locked', () => {
  it('waits for the SQLite file and goes on, without repeating an effect', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mandate-locked-'));
    const open = () =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'kernel.sqlite') },
        useNullAsDefault: true,
        pool: {
          min: 1,
          max: 1,
          // Answer SQLITE_BUSY at once instead of blocking this process, which holds the lock itself.
          afterCreate: (
            connection: { pragma(text: string): void },
            done: (error: null, connection: unknown) => void,
          ) => {
            connection.pragma('busy_timeout = 0');
            done(null, connection);
          },
        },
      });
    const ours = open();
    const theirs = open();
    const harness = await RunHarness.create(ours);
    try {
      const { id } = await harness.propose(['a', 'b']);
      await theirs.raw('BEGIN IMMEDIATE');
      await expect(
        ours('mandate_ledger_head').update({ id: 0 }),
      ).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
      harness.worker().start();
      await new Promise(resolve => setTimeout(resolve, 100));
      expect(harness.world.effects).toEqual([]);
      await theirs.raw('COMMIT');
      await harness.until(id, 'succeeded');
      expect(harness.world.effects).toEqual(['do a', 'do b']);
    } finally {
      await harness.stop();
      await ours.destroy();
      await theirs.destroy();
      await rm(folder, { recursive: true });
    }
  });
});
