import {
  appendEntry,
  type CompactRange,
  EMPTY_RANGE,
  type JsonObject,
  type LedgerActor,
  type LedgerKind,
  parseCompactRange,
  serializeCompactRange,
  type StoredNode,
  toBase64,
} from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { readDatabaseTime } from '../databaseTime';
import { locking } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';

/** A fact to record. Big documents stay outside; record their digests. */
export interface LedgerFact {
  readonly kind: LedgerKind;
  readonly actor: LedgerActor;
  readonly changeId?: string;
  readonly revision?: number;
  /** An entity ref, when the fact is not (only) about a change. */
  readonly subject?: string;
  readonly data: JsonObject;
}

/** The only row of `mandate_ledger_head`; its lock is the sequencer. */
const HEAD_ID = 0;
/** Rows in one insert: SQLite allows 32,766 variables in a statement, and an entry has eight. */
const ROWS_AT_ONCE = 2_000;

const headRowSchema = z.object({ state: z.string() });

/** Appends facts to the ledger, in the transaction that makes them true. */
export class LedgerStore {
  readonly #tx: KernelTransaction;
  readonly #facts: LedgerFact[] = [];

  /** Makes sure that the head row exists; called once at the start, outside of transactions. */
  static async prepare(knex: Knex): Promise<void> {
    await knex('mandate_ledger_head')
      .insert({
        id: HEAD_ID,
        size: 0,
        state: serializeCompactRange(EMPTY_RANGE),
      })
      .onConflict('id')
      .ignore();
  }

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Adds a fact. It gets its index when the transaction ends, in the order of the calls. */
  append(fact: LedgerFact): void {
    this.#facts.push(fact);
  }

  /**
   * Writes the facts under the sequencer's lock; the store calls it as the last thing of a transaction, so that the
   * lock is held for as short as possible and indices have no gaps. Their time is read under the lock: the order of
   * indices is the order of times.
   */
  async flush(): Promise<void> {
    if (this.#facts.length === 0) {
      return;
    }
    let range = await this.#lockHead();
    const at = new Date(await readDatabaseTime(this.#tx.knex)).toISOString();
    const rows: object[] = [];
    const nodes: StoredNode[] = [];
    for (const fact of this.#facts.splice(0)) {
      const appended = appendEntry(range, { ...fact, at });
      if (!appended.ok) {
        throw new TypeError(
          `The fact '${fact.kind}' cannot be recorded: ${appended.reason}`,
        );
      }
      const { entry, text, leafHash } = appended.value;
      range = appended.value.range;
      nodes.push(...appended.value.nodes);
      rows.push({
        entry_index: entry.index,
        kind: entry.kind,
        at: Date.parse(at),
        actor: typeof entry.actor.ref === 'string' ? entry.actor.ref : '',
        change_id: entry.changeId ?? null,
        subject: entry.subject ?? null,
        canonical: text,
        leaf_hash: toBase64(leafHash),
      });
    }
    await this.#insert('mandate_ledger_entries', rows);
    await this.#insert(
      'mandate_ledger_nodes',
      nodes.map(node => ({
        level: node.level,
        node_index: node.index,
        hash: toBase64(node.hash),
      })),
    );
    await this.#tx
      .knex('mandate_ledger_head')
      .where({ id: HEAD_ID })
      .update({ size: range.size, state: serializeCompactRange(range) });
  }

  /** Knex's own batch insert would open a savepoint for each call. */
  async #insert(table: string, rows: readonly object[]): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      await this.#tx.knex(table).insert(rows.slice(from, from + ROWS_AT_ONCE));
    }
  }

  async #lockHead(): Promise<CompactRange> {
    const [row] = await locking(
      this.#tx.knex,
      this.#tx.knex('mandate_ledger_head').where({ id: HEAD_ID }),
    );
    const range = parseCompactRange(headRowSchema.parse(row).state);
    if (!range) {
      throw new Error(
        'The head of the ledger is damaged: its row cannot be read. Nothing more is recorded until it is restored from a backup.',
      );
    }
    return range;
  }
}
