import { toBase64 } from '../bytes/base64';
import { opensCommitment } from '../entry/personalData';
import {
  decodeEntry,
  entryLeafHash,
  isKnownKind,
  type RecordedLedgerEntry,
} from '../entry/ledgerEntry';
import { type BundleEntry } from './bundle';
import { type BundleFailure } from './bundleFailure';

/** What the entries turned out to be. */
export type InspectedEntries =
  | {
      readonly ok: true;
      /** How many are of kinds that this version does not know. All else about them was checked. */
      readonly ofUnknownKind: number;
    }
  | (BundleFailure & { readonly firstBadEntry: number });

/** The failure of the first entry that contradicts its recorded hash, its place or its openings. Needs no signature. */
export function inspectEntries(
  entries: readonly BundleEntry[],
): InspectedEntries {
  let ofUnknownKind = 0;
  for (const [position, bundled] of entries.entries()) {
    const inspected = inspectEntry(bundled, position, entries);
    if (!inspected.ok) {
      return { ...inspected, firstBadEntry: position };
    }
    ofUnknownKind += isKnownKind(inspected.kind) ? 0 : 1;
  }
  return { ok: true, ofUnknownKind };
}

function inspectEntry(
  bundled: BundleEntry,
  position: number,
  entries: readonly BundleEntry[],
): { readonly ok: true; readonly kind: string } | BundleFailure {
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
    inspectOpenings(bundled, decoded.value) ?? {
      ok: true,
      kind: decoded.value.kind,
    }
  );
}

function inspectPlace(
  entry: RecordedLedgerEntry,
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
  entry: RecordedLedgerEntry,
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
