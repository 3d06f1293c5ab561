import { type LedgerEntryDraft } from './appendEntry';
import { canonicalJson } from './canonicalJson';
import { type EncodedEntry, encodeEntry, entryLeafHash } from './ledgerEntry';

/**
 * An entry's canonical text around the place where its index will stand. A transaction writes the frame, checked and
 * encoded once; the sequencer, which alone knows the index, only puts it in.
 *
 * @public
 */
export interface EntryFrame {
  readonly before: string;
  readonly after: string;
}

/**
 * A frame, or why the draft can be no entry.
 *
 * @public
 */
export type FramedEntry =
  | { readonly ok: true; readonly frame: EntryFrame }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks a draft and writes all of its text but the index.
 *
 * @public
 */
export function frameEntry(draft: LedgerEntryDraft): FramedEntry {
  // The longest index there can be: whatever index it gets, it will not be too long then.
  const encoded = encodeEntry({ ...draft, index: Number.MAX_SAFE_INTEGER });
  if (!encoded.ok) {
    return encoded;
  }
  // RFC 8785 sorts members: actor, at, changeId, data | index | kind, revision, subject.
  const { actor, at, changeId, data, kind, revision, subject } = draft;
  const head = canonicalJson({ actor, at, changeId, data });
  const tail = canonicalJson({ kind, revision, subject });
  return {
    ok: true,
    frame: {
      before: `${head.slice(0, -1)},"index":`,
      after: `,${tail.slice(1)}`,
    },
  };
}

/**
 * The entry at an index.
 *
 * @public
 */
export function placeEntry(frame: EntryFrame, index: number): EncodedEntry {
  const text = `${frame.before}${index}${frame.after}`;
  return { text, leafHash: entryLeafHash(text) };
}
