import { z } from 'zod';
import { fromBase64, toBase64 } from '../bytes/base64';
import { type Checkpoint, verifyCheckpoint } from '../checkpoint/checkpoint';
import { type VerifierKey } from '../checkpoint/verifierKey';
import { Base64HashSchema } from '../entry/commitment';
import {
  decodeEntry,
  entryLeafHash,
  type RecordedLedgerEntry,
} from '../entry/ledgerEntry';
import { type Hash } from '../merkle/hash';
import { type ProofFault, verifyInclusion } from '../merkle/verifyProof';

/**
 * One entry with all that shows it is in the ledger; what a server sends to a browser.
 *
 * @public
 */
export const EntryProofSchema = z.strictObject({
  /** The entry's canonical JSON. */
  entry: z.string(),
  /** The inclusion proof in the tree of the checkpoint, from the leaf up. */
  hashes: z.array(Base64HashSchema).max(64),
  /** The signed checkpoint. */
  checkpoint: z.string(),
});

/**
 * The proof of one entry, as it is sent.
 *
 * @public
 */
export type EntryProof = z.infer<typeof EntryProofSchema>;

/**
 * The outcome of {@link verifyEntryProof}.
 *
 * @public
 */
export type EntryProofVerdict =
  | {
      readonly ok: true;
      readonly entry: RecordedLedgerEntry;
      readonly checkpoint: Checkpoint;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Writes the proof of one entry for sending.
 *
 * @public
 */
export function entryProofOf(of: {
  readonly text: string;
  readonly hashes: readonly Hash[];
  readonly checkpoint: string;
}): EntryProof {
  return {
    entry: of.text,
    hashes: of.hashes.map(toBase64),
    checkpoint: of.checkpoint,
  };
}

/**
 * Checks the proof of one entry, which may come from anywhere: its form, the checkpoint's signature, the inclusion.
 *
 * @public
 */
export function verifyEntryProof(
  document: unknown,
  expected: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): EntryProofVerdict {
  const parsed = EntryProofSchema.safeParse(document);
  if (!parsed.success) {
    return { ok: false, reason: 'This is not the proof of a ledger entry.' };
  }
  const { entry: text, hashes, checkpoint: note } = parsed.data;
  const decoded = decodeEntry(text);
  if (!decoded.ok) {
    return {
      ok: false,
      reason: `The entry is no ledger entry: ${decoded.reason}.`,
    };
  }
  const opened = verifyCheckpoint(note, expected);
  if (!opened.ok) {
    return {
      ok: false,
      reason: `The checkpoint cannot be trusted: ${opened.reason}.`,
    };
  }
  const { checkpoint } = opened;
  const verdict = verifyInclusion({
    leafHash: entryLeafHash(text),
    index: decoded.value.index,
    size: checkpoint.size,
    root: checkpoint.root,
    proof: hashes.flatMap(encoded => fromBase64(encoded) ?? []),
  });
  return verdict.ok
    ? { ok: true, entry: decoded.value, checkpoint }
    : { ok: false, reason: explain(verdict.fault, decoded.value, checkpoint) };
}

function explain(
  fault: ProofFault,
  entry: RecordedLedgerEntry,
  checkpoint: Checkpoint,
): string {
  return fault === 'position-out-of-range'
    ? `Entry ${entry.index} is not covered yet: the checkpoint counts ${checkpoint.size} entries.`
    : `Entry ${entry.index} is not shown to be in the ledger of ${checkpoint.size} entries (${fault}): entry or proof was changed.`;
}
