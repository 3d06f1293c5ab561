import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isSqlite } from './dialect';
import { KernelTransaction } from './KernelTransaction';
import { LedgerStore } from './ledger/LedgerStore';
import { retryContention } from './retryContention';

/**
 * The kernel's state. Everything that must be true together happens in one {@link KernelStore.transaction}: a state
 * change, its ledger entry and its outgoing messages (I6). Ledger entries are written last, under the head row's
 * lock, so that every transaction takes its locks in the same order: change, budgets, ledger.
 */
export class KernelStore {
  readonly #knex: Knex;

  static async create(options: {
    readonly database: DatabaseService;
  }): Promise<KernelStore> {
    const knex = await options.database.getClient();
    if (!options.database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          '@mandate/plugin-mandate-backend',
          'migrations',
        ),
      });
    }
    if (isSqlite(knex)) {
      // Readers and the writer do not block each other, and a commit waits for the disk once instead of twice.
      await knex.raw('pragma journal_mode = wal');
    }
    await LedgerStore.prepare(knex);
    return new KernelStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Runs `work` in one write transaction and commits what it did, or nothing. A deadlock, a serialisation failure or
   * a locked SQLite file makes it run again from the start, so `work` has no effect outside the database.
   *
   * @throws ServiceUnavailableError when the database stays locked.
   */
  async transaction<T>(
    work: (tx: KernelTransaction) => Promise<T>,
  ): Promise<T> {
    return retryContention(() =>
      this.#knex.transaction(async trx => {
        const tx = new KernelTransaction(trx);
        await tx.startWriting();
        const result = await work(tx);
        await tx.ledger.flush();
        return result;
      }),
    );
  }

  /** Runs `work` on one snapshot-like view without writing; takes no write lock on SQLite. */
  async read<T>(work: (tx: KernelTransaction) => Promise<T>): Promise<T> {
    return retryContention(() =>
      this.#knex.transaction(trx => work(new KernelTransaction(trx))),
    );
  }
}
