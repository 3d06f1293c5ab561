import {
  type DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isSqlite } from './dialect';
import { KernelTransaction, type QueuedWork } from './KernelTransaction';
import { prepareHead } from './ledger/ledgerHead';
import type { LedgerFact } from './ledger/LedgerStore';
import { Sequencer } from './ledger/Sequencer';
import { hasPending, sequencePending } from './ledger/sequencePending';
import { prepareTiles } from './ledger/TileStore';
import { retryContention } from './retryContention';

/** The part of the store that work on changes needs: what is read and written happens in one transaction. */
export type TransactionStore = Pick<KernelStore, 'read' | 'transaction'>;

/**
 * The kernel's state. Everything that must be true together happens in one {@link KernelStore.transaction}: a state
 * change, its ledger entry and its outgoing messages (I6). Ledger entries are written last; {@link Sequencer} gives them
 * their indices right after, and says why their order is that of what happened.
 */
export class KernelStore {
  readonly #knex: Knex;
  readonly #sequencer: Sequencer;
  readonly #listeners = new Set<(facts: readonly LedgerFact[]) => void>();
  readonly #workers = new Set<(work: ReadonlySet<QueuedWork>) => void>();

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
    await prepareHead(knex);
    await prepareTiles(knex);
    return new KernelStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#sequencer = new Sequencer(knex);
  }

  /**
   * Runs `work` in one write transaction and commits what it did, or nothing. Its ledger entries can be read afterwards.
   * A deadlock, a serialisation failure or
   * a locked SQLite file makes it run again from the start, so `work` has no effect outside the database.
   *
   * @throws ServiceUnavailableError when the database stays locked.
   */
  async transaction<T>(
    work: (tx: KernelTransaction) => Promise<T>,
  ): Promise<T> {
    const { result, isRecorded, queuedWork, facts } = await retryContention(
      () =>
        this.#knex.transaction(async trx => {
          const tx = new KernelTransaction(trx);
          await tx.startWriting();
          const done = await work(tx);
          await tx.outbox.flush();
          const hasEntries = await tx.ledger.flush();
          if (hasEntries && isSqlite(trx)) {
            await sequencePending(trx);
          }
          return {
            result: done,
            isRecorded: !hasEntries || isSqlite(trx),
            queuedWork: tx.queuedWork,
            facts: tx.ledger.recorded,
          };
        }),
    );
    if (!isRecorded) {
      // What is committed is committed: entries that get no index now get it with the next batch, which every replica
      // tries to make, and which reports why it fails.
      await this.sequence().catch(() => {});
    }
    if (facts.length > 0) {
      this.#listeners.forEach(listener => listener(facts));
    }
    if (queuedWork.size > 0) {
      this.#workers.forEach(worker => worker(queuedWork));
    }
    return result;
  }

  /** Calls the worker after each commit that leaves it work; other replicas find it at their next poll. */
  onQueuedWork(worker: (work: ReadonlySet<QueuedWork>) => void): void {
    this.#workers.add(worker);
  }

  /** Calls the listener after each commit of this replica with the facts that it recorded. */
  onRecorded(listener: (facts: readonly LedgerFact[]) => void): void {
    this.#listeners.add(listener);
  }

  /** Gives every committed entry its index. */
  sequence(): Promise<void> {
    return this.#sequencer.catchUp();
  }

  /**
   * As {@link KernelStore.read}, for what reads the ledger: whoever has seen a state reads the entries that tell of it
   * too, though another replica may have committed them a moment ago, or a writer died before the next batch.
   */
  async readLedger<T>(work: (tx: KernelTransaction) => Promise<T>): Promise<T> {
    if (await hasPending(this.#knex)) {
      await this.sequence().catch(() => {});
    }
    return this.read(work);
  }

  /** Reads what never changes once it is written, without a transaction, so that its queries run side by side. */
  async readUnchanging<T>(work: (knex: Knex) => Promise<T>): Promise<T> {
    return retryContention(() => work(this.#knex));
  }

  /** Runs `work` on one snapshot-like view without writing; takes no write lock on SQLite. */
  async read<T>(work: (tx: KernelTransaction) => Promise<T>): Promise<T> {
    return retryContention(() =>
      this.#knex.transaction(trx => work(new KernelTransaction(trx))),
    );
  }
}
