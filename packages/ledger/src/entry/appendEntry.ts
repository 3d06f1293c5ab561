import {
  type Appended,
  appendLeaf,
  type CompactRange,
} from '../merkle/compactRange';
import {
  type EncodedEntry,
  encodeEntry,
  type EntryOutcome,
  type LedgerEntry,
} from './ledgerEntry';

/**
 * An entry before the sequencer gave it its place.
 *
 * @public
 */
export type LedgerEntryDraft = Omit<LedgerEntry, 'index'>;

/**
 * All that a store writes for one entry, in one transaction.
 *
 * @public
 */
export interface AppendedEntry extends EncodedEntry, Appended {
  readonly entry: LedgerEntry;
}

/**
 * Gives the entry the next index and appends it. The range must have been read under the sequencer's lock.
 *
 * @public
 */
export function appendEntry(
  range: CompactRange,
  draft: LedgerEntryDraft,
): EntryOutcome<AppendedEntry> {
  const entry: LedgerEntry = { ...draft, index: range.size };
  const encoded = encodeEntry(entry);
  if (!encoded.ok) {
    return encoded;
  }
  return {
    ok: true,
    value: {
      entry,
      ...encoded.value,
      ...appendLeaf(range, encoded.value.leafHash),
    },
  };
}
