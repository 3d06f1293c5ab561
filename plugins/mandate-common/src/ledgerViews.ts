/**
 * An entry of the ledger with its leaf hash.
 *
 * @public
 */
export interface LedgerEntryView {
  readonly index: number;
  readonly kind: string;
  readonly at: string;
  /** Who caused it; `erased` when that person's data was erased. */
  readonly actor: string;
  readonly changeId?: string;
  readonly subject?: string;
  /** The canonical JSON that was hashed: people stand in it as commitments. */
  readonly canonical: string;
  /** Base64. */
  readonly leafHash: string;
  /** The fact itself with its commitments opened; `erased` where a value was erased. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What opens the commitments, unless erased. */
  readonly openings: readonly LedgerOpeningView[];
}

/**
 * A value that an entry committed to, with the salt that proves it.
 *
 * @public
 */
export interface LedgerOpeningView {
  /** JSON pointer (RFC 6901) to the commitment in the entry. */
  readonly at: string;
  /** Base64 of 32 bytes. */
  readonly salt: string;
  readonly value: unknown;
}

/**
 * A signed checkpoint: a C2SP signed note, and the key to check it with.
 *
 * @public
 */
export interface LedgerCheckpointView {
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  readonly note: string;
  /** The key that signs now. */
  readonly verifierKey: string;
  /** Every key that ever signed, the oldest first: older checkpoints are signed by older keys. */
  readonly verifierKeys: readonly string[];
}

/**
 * An inclusion proof of one entry in the tree of a checkpoint.
 *
 * @public
 */
export interface InclusionProofView {
  readonly index: number;
  readonly size: number;
  /** Base64, from the leaf's sibling upwards. */
  readonly hashes: readonly string[];
}

/**
 * Which entries of the ledger to find; all conditions hold.
 *
 * @public
 */
export interface LedgerSearch {
  readonly changeId?: string;
  readonly kind?: string;
  /** The reference of who caused it. */
  readonly actor?: string;
  /** The entity that it is about. */
  readonly target?: string;
  /** ISO 8601 with time zone; included. */
  readonly from?: string;
  /** ISO 8601 with time zone; included. */
  readonly to?: string;
  /** Words that all occur; the last one may be the beginning of a word. */
  readonly text?: string;
}

/**
 * The formats in which entries are exported, a line of JSON each.
 *
 * @public
 */
export type LedgerExportFormat = 'jsonl' | 'cloudevents' | 'ocsf';

/**
 * A consistency proof between two sizes of the log.
 *
 * @public
 */
export interface ConsistencyProofView {
  readonly from: number;
  readonly to: number;
  /** Base64. */
  readonly hashes: readonly string[];
}
