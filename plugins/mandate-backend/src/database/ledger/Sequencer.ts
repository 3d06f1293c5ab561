import type { Knex } from 'knex';
import { isSqlite } from '../dialect';
import { retryContention } from '../retryContention';
import { SEQUENCER_BATCH, sequencePending } from './sequencePending';

/**
 * How long a holder of the head's lock may stand still, and how long another waits for it. PostgreSQL ends the session
 * of one that was paused in the middle of a batch: the lock is a lease.
 */
const LEASE_MS = 5_000;

/**
 * The one sequencer: gives the entries of committed transactions their indices, in batches.
 *
 * **Life of an entry.** A transaction that changes state writes its entries into `mandate_ledger_pending`, complete but
 * for the index, as its last statement (I6: both are committed, or neither). Afterwards, a batch takes everything
 * pending, assigns indices, appends the leaves to the tree, and writes entries, openings, tiles and head, in one
 * transaction of its own. Writers hold no common lock while they write, so they do not wait for each other's disk, and
 * many share one batch (group commit): a writer returns when the batch with its entries is committed.
 *
 * **One at a time.** A batch begins with the lock of the head's only row and ends by writing that row. The lock is the
 * lease: the database itself gives it on when the holder commits, dies, loses its connection, or stands still for five
 * seconds; a holder that lost it has lost its transaction too, so that no late write of it can exist.
 * Every replica tries after each of its transactions and, for what others left behind, with each checkpoint.
 *
 * **No gap, no double.** Indices are counted from the head under its lock. A pending row is deleted in the transaction
 * that writes its entry: a batch that fails leaves all as it was.
 *
 * **No reorder.** Ids come from a sequence when a transaction has done all its reads. If what transaction B did builds
 * on A, B read what A had committed; then A's id is lower, and every snapshot that has B's row has A's. So A's entry
 * comes before B's, in one batch or in two. Between transactions that know nothing of each other, the order is that of
 * the batches; times of such neighbours may differ by as long as a transaction takes.
 *
 * **SQLite** has one writer at a time anyway: there the batch is the end of the writing transaction itself.
 */
export class Sequencer {
  readonly #knex: Knex;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | undefined;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Resolves when everything that was committed before the call has its index. Calls share batches: one that is already
   * under way may have read too early, so they wait for the one after it, all together.
   */
  catchUp(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const batch = this.#sequenceAll();
      // Whoever waits for this batch hears of its failure; the next one begins in any case.
      this.#running = batch.catch(() => {});
      return batch;
    });
    return this.#next;
  }

  async #sequenceAll(): Promise<void> {
    let count: number;
    do {
      count = await retryContention(() => this.#sequenceBatch());
    } while (count === SEQUENCER_BATCH);
  }

  #sequenceBatch(): Promise<number> {
    return this.#knex.transaction(async trx => {
      if (!isSqlite(trx)) {
        await trx.raw(
          `set local idle_in_transaction_session_timeout = ${LEASE_MS}; set local lock_timeout = ${LEASE_MS}`,
        );
      }
      return sequencePending(trx);
    });
  }
}
