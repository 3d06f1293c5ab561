import { toBase64 } from '../bytes/base64';
import { opensCommitment } from '../entry/personalData';
import {
  decodeEntry,
  entryLeafHash,
  type LedgerEntry,
} from '../entry/ledgerEntry';
import { type BundleEntry } from './bundle';
import { type BundleFailure } from './bundleFailure';

/** The failure of the first entry that contradicts its recorded hash, its place or its openings. Needs no signature. */
export function inspectEntries(
  entries: readonly BundleEntry[],
): (BundleFailure & { readonly firstBadEntry: number }) | undefined {
  for (const [position, bundled] of entries.entries()) {
    const failure = inspectEntry(bundled, position, entries);
    if (failure) {
      return { ...failure, firstBadEntry: position };
    }
  }
  return undefined;
}

function inspectEntry(
  bundled: BundleEntry,
  position: number,
  entries: readonly BundleEntry[],
): BundleFailure | undefined {
  if (toBase64(entryLeafHash(bundled.entry)) !== bundled.leafHash) {
    return {
      ok: false,
      fault: 'entry-changed',
      reason: `Entry ${position} was changed: its content does not have the hash that was recorded when it was appended.`,
    };
  }
  const decoded = decodeEntry(bundled.entry);
  if (!decoded.ok) {
    return {
      ok: false,
      fault: 'entry-changed',
      reason: `Entry ${position} is no ledger entry: ${decoded.reason}.`,
    };
  }
  return (
    inspectPlace(decoded.value, position, entries) ??
    inspectOpenings(bundled, decoded.value)
  );
}

function inspectPlace(
  entry: LedgerEntry,
  position: number,
  entries: readonly BundleEntry[],
): BundleFailure | undefined {
  if (entry.index === position) {
    return undefined;
  }
  const isElsewhere = entries.some(other => {
    const decoded = decodeEntry(other.entry);
    return decoded.ok && decoded.value.index === position;
  });
  return isElsewhere
    ? {
        ok: false,
        fault: 'entry-moved',
        reason: `Entry ${position} was moved: entry ${entry.index} stands in its place.`,
      }
    : {
        ok: false,
        fault: 'entry-missing',
        reason: `Entry ${position} is missing: entry ${entry.index} stands in its place.`,
      };
}

function inspectOpenings(
  bundled: BundleEntry,
  entry: LedgerEntry,
): BundleFailure | undefined {
  for (const opening of bundled.openings ?? []) {
    if (!opensCommitment({ ...entry }, opening)) {
      return {
        ok: false,
        fault: 'opening-mismatch',
        reason: `Entry ${entry.index} comes with a value for ${JSON.stringify(
          opening.at,
        )} that is not the one it committed to.`,
      };
    }
  }
  return undefined;
}
