import { z } from 'zod';
import { toBase64 } from '../bytes/base64';
import {
  Base64HashSchema,
  type LocatedOpening,
  LocatedOpeningSchema,
} from '../entry/commitment';
import { type EncodedEntry } from '../entry/ledgerEntry';

/**
 * Names format and version; another version is another format.
 *
 * @public
 */
export const BUNDLE_FORMAT = 'mandate-ledger-bundle/v1';

/** Openings of one entry that are read. Bounds the work on foreign input; 64 KiB of entry hold fewer commitments. */
const MAX_OPENINGS = 1_024;

const BundleEntrySchema = z.strictObject({
  /** The leaf hash as it was recorded at the append. With it, a changed entry can be told from its neighbours. */
  leafHash: Base64HashSchema,
  /** The entry's canonical JSON, as text: exactly the bytes that were hashed. */
  entry: z.string(),
  /** What opens the entry's commitments, unless erased. `at` is a JSON pointer (RFC 6901) to the commitment. */
  openings: z.array(LocatedOpeningSchema).max(MAX_OPENINGS).optional(),
});

/**
 * A whole ledger in one JSON document, which anyone can check without the portal.
 *
 * @public
 */
export const BundleSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  origin: z.string().min(1).max(512),
  /** Verifier keys (`name+keyId+base64`). More than one when the key was changed. */
  publicKeys: z.array(z.string().max(1024)).min(1).max(16),
  /** All entries from index 0. */
  entries: z.array(BundleEntrySchema),
  /** Signed checkpoints. The one of the greatest size covers all entries; earlier ones narrow down where damage lies. */
  checkpoints: z.array(z.string()).min(1),
});

/**
 * A whole ledger, as its document reads.
 *
 * @public
 */
export type Bundle = z.infer<typeof BundleSchema>;

/**
 * One entry of a bundle, with its recorded hash and its openings.
 *
 * @public
 */
export type BundleEntry = Bundle['entries'][number];

/**
 * What a store holds of one entry.
 *
 * @public
 */
export interface RecordedEntry extends EncodedEntry {
  readonly openings?: readonly LocatedOpening[];
}

/**
 * Puts a ledger into a bundle. Nothing is checked here: a damaged store must export its damage.
 *
 * @public
 */
export function createBundle(of: {
  readonly origin: string;
  readonly publicKeys: readonly string[];
  readonly entries: Iterable<RecordedEntry>;
  readonly checkpoints: readonly string[];
}): Bundle {
  return {
    format: BUNDLE_FORMAT,
    origin: of.origin,
    publicKeys: [...of.publicKeys],
    entries: Array.from(of.entries, bundleEntryOf),
    checkpoints: [...of.checkpoints],
  };
}

/**
 * One entry of a bundle; for a server that writes the document piece by piece.
 *
 * @public
 */
export function bundleEntryOf(recorded: RecordedEntry): BundleEntry {
  const { text, leafHash, openings = [] } = recorded;
  return {
    leafHash: toBase64(leafHash),
    entry: text,
    ...(openings.length > 0 && { openings: [...openings] }),
  };
}
