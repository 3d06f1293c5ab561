import { utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { type Hash, leafHashOf } from '../merkle/hash';
import { canonicalJson, isJsonObject, type JsonObject } from './canonicalJson';
import { CommitmentSchema } from './commitment';

/**
 * Every kind of fact that the ledger records.
 *
 * @public
 */
export const LEDGER_KINDS = [
  'proposed',
  'planned',
  'assessed',
  'decided',
  'voted',
  'vote-withdrawn',
  'votes-counted',
  'tests-attached',
  'asked',
  'answered',
  'escalated',
  'paused',
  'resumed',
  'abort-requested',
  'gate-passed',
  'gate-refused',
  'step-intended',
  'step-observed',
  'verified',
  'ended',
  'finding',
  'mandate-changed',
  'review-done',
  'freeze',
  'override',
  'break-glass',
  'kill-switch',
  'read-of-evidence',
  'configuration',
  'key-changed',
] as const;

/**
 * Checks that a text names a kind of fact.
 *
 * @public
 */
export const LedgerKindSchema = z.enum(LEDGER_KINDS);

/**
 * The name of a kind of fact.
 *
 * @public
 */
export type LedgerKind = z.infer<typeof LedgerKindSchema>;

/**
 * The longest entry, in bytes of canonical JSON: as long as an entry bundle can hold (C2SP tlog-tiles writes lengths in
 * 16 bits). Plans and evidence stay outside; the entry has their digests.
 *
 * @public
 */
export const MAX_ENTRY_BYTES = 65_535;

/**
 * Who caused the fact. A person's reference can be a commitment, so that it can be erased.
 *
 * @public
 */
export const LedgerActorSchema = z
  .strictObject({
    type: z.enum(['person', 'agent', 'service', 'system']),
    ref: z.union([z.string().min(1).max(512), CommitmentSchema]),
  })
  .readonly();

/**
 * Who caused a fact.
 *
 * @public
 */
export type LedgerActor = z.infer<typeof LedgerActorSchema>;

/**
 * One fact.
 *
 * @public
 */
export const LedgerEntrySchema = z
  .strictObject({
    /** Position in the log, from 0, assigned by the one sequencer. */
    index: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
    kind: LedgerKindSchema,
    /** When, by the database's clock: ISO 8601 in UTC, ending in Z. */
    at: z.iso.datetime(),
    changeId: z.string().min(1).max(128).optional(),
    /** The change's revision, from 1. */
    revision: z.number().int().min(1).optional(),
    /** What the fact is about when it is not (only) a change: an entity reference; a person's as a commitment. */
    subject: z.union([z.string().min(1).max(512), CommitmentSchema]).optional(),
    actor: LedgerActorSchema,
    /** The fact itself; its members depend on the kind. Personal data only as commitments. */
    data: z.custom<JsonObject>(isJsonObject, 'must be a JSON object'),
  })
  .readonly();

/**
 * One fact, as the ledger records it.
 *
 * @public
 */
export type LedgerEntry = z.infer<typeof LedgerEntrySchema>;

/**
 * One fact as it was recorded by this version or a newer one, which may know kinds that this one does not.
 *
 * @public
 */
export type RecordedLedgerEntry = Omit<LedgerEntry, 'kind'> & {
  readonly kind: string;
};

const RecordedLedgerEntrySchema = LedgerEntrySchema.unwrap()
  .extend({
    kind: z
      .string()
      .max(64)
      .regex(/^[a-z][a-z0-9-]*$/, 'must be the name of a kind'),
  })
  .readonly();

/**
 * Whether this version knows a kind of fact.
 *
 * @public
 */
export function isKnownKind(kind: string): kind is LedgerKind {
  return LedgerKindSchema.safeParse(kind).success;
}

/**
 * An entry as it is stored and hashed.
 *
 * @public
 */
export interface EncodedEntry {
  /** Canonical JSON. These bytes in UTF-8 are the content of the leaf: keep them as they are, do not write them anew. */
  readonly text: string;
  readonly leafHash: Hash;
}

/**
 * An entry, or why it is none.
 *
 * @public
 */
export type EntryOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/**
 * Checks an entry and writes it as canonical JSON (RFC 8785) with its leaf hash (RFC 6962).
 *
 * @public
 */
export function encodeEntry(entry: LedgerEntry): EntryOutcome<EncodedEntry> {
  const checked = LedgerEntrySchema.safeParse(entry);
  if (!checked.success) {
    return { ok: false, reason: describeIssues(checked.error) };
  }
  const text = canonicalJson(checked.data);
  const bytes = utf8ToBytes(text);
  return bytes.length > MAX_ENTRY_BYTES
    ? tooLong(bytes.length)
    : { ok: true, value: { text, leafHash: leafHashOf(bytes) } };
}

/**
 * Reads an entry back, of whatever kind. The text must be canonical: another text for the same entry would have another
 * hash.
 *
 * @public
 */
export function decodeEntry(text: string): EntryOutcome<RecordedLedgerEntry> {
  const { length } = utf8ToBytes(text);
  if (length > MAX_ENTRY_BYTES) {
    return tooLong(length);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it is not JSON' };
  }
  const parsed = RecordedLedgerEntrySchema.safeParse(json);
  if (!parsed.success) {
    return { ok: false, reason: describeIssues(parsed.error) };
  }
  return canonicalJson(parsed.data) === text
    ? { ok: true, value: parsed.data }
    : { ok: false, reason: 'its JSON is not canonical (RFC 8785)' };
}

/**
 * The leaf hash of an entry's canonical JSON.
 *
 * @public
 */
export function entryLeafHash(text: string): Hash {
  return leafHashOf(utf8ToBytes(text));
}

/** Why an entry of this many bytes is refused. */
export function tooLong(bytes: number): { ok: false; reason: string } {
  return {
    ok: false,
    reason: `it has ${bytes} bytes, more than the ${MAX_ENTRY_BYTES} an entry may have; keep large data outside and record its digest`,
  };
}

/** What is wrong with an entry, for people. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(issue => `${issue.path.join('.') || 'entry'}: ${issue.message}`)
    .join('; ');
}
