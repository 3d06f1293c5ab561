import {
  canonicalJson,
  ERASED,
  frameEntry,
  hidePersonalData,
  type JsonObject,
  type JsonValue,
  type LedgerActor,
  type LedgerKind,
} from '@mandate/ledger';
import { createHash, randomBytes } from 'node:crypto';
import { insertFromJson, type RowValues } from '../rowsFromJson';
import type { KernelTransaction } from '../KernelTransaction';
import { wordsOfFact } from './searchWords';
import { storableData } from '../../domain/storableData';

/** A fact to record. Big documents stay outside; record their digests. */
export interface LedgerFact {
  readonly kind: LedgerKind;
  /** In clear: what is personal is taken out when the fact is recorded. */
  readonly actor: LedgerActor;
  readonly changeId?: string;
  readonly revision?: number;
  /** An entity ref, when the fact is not (only) about a change. */
  readonly subject?: string;
  readonly data: JsonObject;
}

const SALT_BYTES = 32;
/**
 * Texts of people, change kinds and API servers can be longer than an entry: then nothing could be recorded, and nothing
 * done. Where many of them are together too long, each has to be shorter, but never than a reference.
 */
const TEXT_LENGTHS = [4_000, 1_000, 512];
/** Of a list or an object, where all together are too long. */
const MAX_MEMBER_BYTES = 8_000;
/** As in the schema of entries, which sees only the commitment of a longer one. */
const MAX_REF_LENGTH = 512;

const PENDING_COLUMNS = {
  kind: 'text',
  at: 'bigint',
  actor: 'text',
  change_id: 'text',
  subject: 'text',
  text_before: 'text',
  text_after: 'text',
  words: 'text',
  openings: 'text',
} as const;

/**
 * Records facts in the transaction that makes them true (I6). They wait there for their index: see `Sequencer`, which
 * says how they get it and why none is lost, doubled or moved.
 */
export class LedgerStore {
  readonly #tx: KernelTransaction;
  readonly #facts: LedgerFact[] = [];
  readonly #recorded: LedgerFact[] = [];

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Adds a fact. Facts of a transaction get their indices in the order of the calls. */
  append(fact: LedgerFact): void {
    this.#facts.push(fact);
  }

  /** What was written by `flush`: known to be true once the transaction is committed. */
  get recorded(): readonly LedgerFact[] {
    return this.#recorded;
  }

  /**
   * Writes the facts, complete but for their index. The store calls it as the last thing of a transaction, after all
   * its reads: whatever it read was recorded before, and so has a lower id. Says whether there was any.
   *
   * @throws TypeError when a fact cannot be an entry: nothing that is committed stops the sequencer.
   */
  async flush(): Promise<boolean> {
    if (this.#facts.length === 0) {
      return false;
    }
    const atMs = await this.#tx.now();
    this.#recorded.push(...this.#facts);
    await insertFromJson(
      this.#tx.knex,
      'mandate_ledger_pending',
      PENDING_COLUMNS,
      this.#facts.splice(0).map(fact => pendingRow(fact, atMs)),
    );
    return true;
  }
}

function pendingRow(fact: LedgerFact, atMs: number): RowValues {
  const { kind, changeId, subject } = fact;
  const actor = nameOf(fact.actor.ref);
  const { data, frame, openings } = framed(fact, atMs);
  return [
    kind,
    atMs,
    actor,
    changeId ?? null,
    subject ?? null,
    frame.before,
    frame.after,
    wordsOfFact(data),
    openings.length > 0 ? JSON.stringify(openings) : null,
  ];
}

/** A fact as an entry. Only here do texts become storable: what is hashed, searched and opened later is all the same. */
function framed(fact: LedgerFact, atMs: number) {
  let reason = '';
  if ([nameOf(fact.actor.ref), fact.subject ?? ''].some(isTooLong)) {
    reason = `a reference is longer than ${MAX_REF_LENGTH} characters`;
  }
  for (const data of reason ? [] : shorterAndShorter(fact.data)) {
    const { draft, openings } = hidePersonalData(
      { ...fact, data, at: new Date(atMs).toISOString() },
      () => randomBytes(SALT_BYTES),
    );
    const outcome = frameEntry(draft);
    if (outcome.ok) {
      return { data, frame: outcome.frame, openings };
    }
    reason = outcome.reason;
  }
  throw new TypeError(`The fact '${fact.kind}' cannot be recorded: ${reason}`);
}

function* shorterAndShorter(data: JsonObject): Generator<JsonObject> {
  for (const length of TEXT_LENGTHS) {
    yield storableData(data, length);
  }
  // Many names are as long as few texts: nobody could set a rule of them. They stand outside, and are told by a digest.
  yield Object.fromEntries(
    Object.entries(storableData(data, MAX_REF_LENGTH)).map(([name, value]) => [
      name,
      isLong(value) ? { digest: digestOf(value) } : value,
    ]),
  );
}

function isLong(value: JsonValue | undefined): value is JsonValue {
  return (
    typeof value === 'object' &&
    Buffer.byteLength(JSON.stringify(value)) > MAX_MEMBER_BYTES
  );
}

function digestOf(value: JsonValue): string {
  const text = canonicalJson(value);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function isTooLong(ref: string): boolean {
  return ref.length > MAX_REF_LENGTH;
}

function nameOf(ref: LedgerActor['ref']): string {
  return typeof ref === 'string' ? ref : ERASED;
}
