import { type z } from 'zod';
import { fromBase64, toBase64 } from '../bytes/base64';
import { parseVerifierKey, type VerifierKey } from '../checkpoint/verifierKey';
import { rootOf } from '../merkle/compactRange';
import { type Hash } from '../merkle/hash';
import { type Bundle, BundleSchema } from './bundle';
import { type BundleFailure } from './bundleFailure';
import { inspectCheckpoints } from './inspectCheckpoints';
import { inspectEntries } from './inspectEntries';
import { inspectHistory } from './inspectHistory';

/**
 * What the verifier knows from elsewhere. Without it a bundle can only be checked against itself.
 *
 * @public
 */
export interface VerifyBundleOptions {
  /** Verifier keys got over another way than the bundle. Without any, the bundle's own are used. */
  readonly keys?: readonly string[];
  /** The ledger it has to be. */
  readonly origin?: string;
  /** Signed checkpoints kept from before: the bundle must continue them. */
  readonly knownCheckpoints?: readonly string[];
}

/**
 * A bundle that holds.
 *
 * @public
 */
export interface VerifiedBundle {
  readonly ok: true;
  readonly origin: string;
  readonly size: number;
  /** Base64 of the root over all entries. */
  readonly root: string;
  /** `given`: checked with keys from the options. `own`: with the bundle's, so whoever made it may have made them too. */
  readonly keysFrom: 'given' | 'own';
  /** Entries of kinds that this version does not know; a newer one recorded them. They hold like all others. */
  readonly ofUnknownKind: number;
}

/**
 * The outcome of {@link verifyBundle}.
 *
 * @public
 */
export type BundleVerdict = VerifiedBundle | BundleFailure;

/**
 * Checks a bundle: every entry against its recorded hash, its place and its openings; every checkpoint's signature; the
 * tree over the recorded hashes against every checkpoint. Names the first entry that is bad, or the span it must be in.
 *
 * @public
 */
export function verifyBundle(
  document: unknown,
  options: VerifyBundleOptions = {},
): BundleVerdict {
  const parsed = BundleSchema.safeParse(document);
  if (!parsed.success) {
    return malformed(parsed.error);
  }
  const bundle = parsed.data;
  if (options.origin !== undefined && options.origin !== bundle.origin) {
    return {
      ok: false,
      fault: 'other-origin',
      reason: `The bundle is of the ledger ${bundle.origin}, not of ${options.origin}.`,
    };
  }
  const trusted = trustedKeys(bundle, options.keys);
  if (!trusted.ok) {
    return trusted;
  }
  const leafHashes = bundle.entries.map(({ leafHash }) => hashOf(leafHash));
  const signed = inspectSigned(bundle, leafHashes, trusted.keys, options);
  const entries = inspectEntries(bundle.entries);
  if (!entries.ok) {
    return firstOf(entries, signed.history);
  }
  return (
    signed.failure ?? {
      ok: true,
      origin: bundle.origin,
      size: leafHashes.length,
      root: toBase64(rootOf(leafHashes)),
      keysFrom: options.keys ? 'given' : 'own',
      ofUnknownKind: entries.ofUnknownKind,
    }
  );
}

/** What the signatures say: of the checkpoints themselves, and of the history that they signed. */
function inspectSigned(
  bundle: Bundle,
  leafHashes: readonly Hash[],
  keys: readonly VerifierKey[],
  options: VerifyBundleOptions,
): {
  readonly failure: BundleFailure | undefined;
  readonly history: BundleFailure | undefined;
} {
  const { origin } = bundle;
  const own = inspectCheckpoints(bundle.checkpoints, {
    from: 'bundle',
    origin,
    keys,
  });
  const known = inspectCheckpoints(options.knownCheckpoints ?? [], {
    from: 'verifier',
    origin,
    keys,
  });
  const history = inspectHistory(leafHashes, [...own.signed, ...known.signed]);
  return { failure: own.failure ?? known.failure ?? history, history };
}

/** A hash rewritten together with its entry shows only in the root: damage before the entry comes first. */
function firstOf(
  entry: BundleFailure & { readonly firstBadEntry: number },
  history: BundleFailure | undefined,
): BundleFailure {
  if (history?.damage === undefined) {
    return entry;
  }
  return history.damage.last < entry.firstBadEntry
    ? history
    : { ...entry, damage: history.damage };
}

function trustedKeys(
  bundle: Bundle,
  given: readonly string[] | undefined,
):
  | { readonly ok: true; readonly keys: readonly VerifierKey[] }
  | BundleFailure {
  const stranger = bundle.publicKeys.find(key => given && !given.includes(key));
  if (stranger !== undefined) {
    return {
      ok: false,
      fault: 'wrong-key',
      reason: `The bundle names the key ${stranger}, which is not among those given.`,
    };
  }
  const keys: VerifierKey[] = [];
  for (const text of given ?? bundle.publicKeys) {
    const parsed = parseVerifierKey(text);
    if (!parsed.ok) {
      return {
        ok: false,
        fault: 'wrong-key',
        reason: `${JSON.stringify(text)} is no verifier key: ${parsed.reason}.`,
      };
    }
    keys.push(parsed.key);
  }
  return { ok: true, keys };
}

function malformed(error: z.ZodError): BundleFailure {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const [list, position] = path;
  const failure: BundleFailure = {
    ok: false,
    fault: 'malformed',
    reason: `This is not a ledger bundle: ${
      path.join('.') || 'the document'
    }: ${issue?.message ?? 'unreadable'}.`,
  };
  return list === 'entries' && typeof position === 'number'
    ? { ...failure, firstBadEntry: position }
    : failure;
}

function hashOf(encoded: string): Hash {
  // The schema has checked that it is base64; nothing else would be a hash, and fit no root.
  return fromBase64(encoded) ?? new Uint8Array(32);
}
