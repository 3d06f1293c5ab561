import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type LedgerEntryDraft } from './appendEntry';
import { canonicalJson } from './canonicalJson';
import {
  describeIssues,
  type EncodedEntry,
  entryLeafHash,
  LedgerEntrySchema,
  MAX_ENTRY_BYTES,
  tooLong,
} from './ledgerEntry';

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
  const checked = LedgerEntrySchema.safeParse({
    ...draft,
    index: Number.MAX_SAFE_INTEGER,
  });
  if (!checked.success) {
    return { ok: false, reason: describeIssues(checked.error) };
  }
  // RFC 8785 sorts members: actor, at, changeId, data | index | kind, revision, subject.
  const { actor, at, changeId, data, index, kind, revision, subject } =
    checked.data;
  const head = canonicalJson({ actor, at, changeId, data });
  const tail = canonicalJson({ kind, revision, subject });
  const frame = {
    before: `${head.slice(0, -1)},"index":`,
    after: `,${tail.slice(1)}`,
  };
  const { length } = utf8ToBytes(textAt(frame, index));
  return length > MAX_ENTRY_BYTES ? tooLong(length) : { ok: true, frame };
}

/**
 * The entry at an index.
 *
 * @public
 */
export function placeEntry(frame: EntryFrame, index: number): EncodedEntry {
  const text = textAt(frame, index);
  return { text, leafHash: entryLeafHash(text) };
}

function textAt({ before, after }: EntryFrame, index: number): string {
  return `${before}${index}${after}`;
}
