/**
 * What is wrong with a bundle, in a word for programs.
 *
 * @public
 */
export type BundleFault =
  /** The document is no bundle. */
  | 'malformed'
  /** An entry is not what was recorded, or not an entry. */
  | 'entry-changed'
  /** An entry is not there. */
  | 'entry-missing'
  /** An entry stands in another's place. */
  | 'entry-moved'
  /** What is said to open a commitment does not. */
  | 'opening-mismatch'
  /** The bundle ends before a signed checkpoint does. */
  | 'truncated'
  /** There are entries after the last signed checkpoint. */
  | 'not-covered'
  /** Entries fit their recorded hashes, but not what was signed. */
  | 'history-rewritten'
  /** The key's holder signed two histories. */
  | 'fork'
  /** A checkpoint is not one, or its signature is wrong. */
  | 'forged-checkpoint'
  /** The bundle or a checkpoint is signed by a key that is not trusted. */
  | 'wrong-key'
  /** The bundle or a checkpoint is of another ledger. */
  | 'other-origin';

/**
 * Entries from `first` to `last`, both included.
 *
 * @public
 */
export interface EntrySpan {
  readonly first: number;
  readonly last: number;
}

/**
 * Why a bundle was not accepted.
 *
 * @public
 */
export interface BundleFailure {
  readonly ok: false;
  readonly fault: BundleFault;
  /** One sentence for people. */
  readonly reason: string;
  /** The first entry known to be bad. Absent when only a span is known, or when no entry is to blame (a wrong key). */
  readonly firstBadEntry?: number;
  /** The entries among which the damage lies, as narrow as the signed checkpoints allow. */
  readonly damage?: EntrySpan;
}
