import {
  decodeEntry,
  equalHashes,
  fromBase64,
  leafHashOf,
  LocatedOpeningSchema,
  opensCommitment,
  parseCheckpoint,
  parseVerifierKey,
  verifyInclusion,
  verifyNote,
} from '@mandate/ledger';
import type {
  InclusionProofView,
  LedgerCheckpointView,
  LedgerEntryView,
} from '@mandate/plugin-mandate-common';

/** What is checked, in order. */
export const verificationSteps = [
  'position',
  'leaf',
  'openings',
  'signature',
  'note',
  'inclusion',
] as const;

/** One thing that is checked, and how it turned out; `skipped` when an earlier one already failed. */
export interface VerificationStep {
  readonly step: (typeof verificationSteps)[number];
  readonly outcome: 'ok' | 'notOk' | 'skipped';
  /** Why it does not hold, or the value that was found. */
  readonly detail?: string;
}

/** What the portal says about an entry. */
export interface LedgerAnswers {
  readonly entry: LedgerEntryView;
  readonly checkpoint: LedgerCheckpointView;
  readonly proof: InclusionProofView;
}

type Check = { readonly ok: boolean; readonly detail?: string };

/**
 * Checks an entry against a signed checkpoint with nothing but arithmetic: the portal's answers are what is doubted.
 * What remains to be trusted is the key, which has to be known from elsewhere.
 */
export function verifyEntry(
  answers: LedgerAnswers,
): readonly VerificationStep[] {
  const { entry, checkpoint, proof } = answers;
  const leafHash = leafHashOf(new TextEncoder().encode(entry.canonical));
  const opened = openNote(checkpoint);
  const checks: Readonly<
    Record<(typeof verificationSteps)[number], () => Check>
  > = {
    position: () => checkPosition(entry, proof),
    leaf: () => {
      const claimed = fromBase64(entry.leafHash);
      return {
        ok: claimed !== undefined && equalHashes(claimed, leafHash),
        detail: entry.leafHash,
      };
    },
    openings: () => checkOpenings(entry),
    signature: () => ({ ok: opened.ok, detail: opened.detail }),
    note: () => checkNote(opened, checkpoint),
    inclusion: () => checkInclusion(opened, proof, leafHash),
  };

  let failed = false;
  return verificationSteps.map(step => {
    if (failed) {
      return { step, outcome: 'skipped' };
    }
    const { ok, detail } = checks[step]();
    failed = !ok;
    return { step, outcome: ok ? 'ok' : 'notOk', detail };
  });
}

/** The text says itself which entry it is, so that another entry's text cannot stand in for it. */
function checkPosition(
  entry: LedgerEntryView,
  proof: InclusionProofView,
): Check {
  const index = indexIn(entry.canonical);
  return {
    ok: index === entry.index && proof.index === entry.index,
    detail: index === undefined ? undefined : String(index),
  };
}

/** The names shown are those that the entry committed to. What was erased is not shown and cannot be checked. */
function checkOpenings({ canonical, openings }: LedgerEntryView): Check {
  const decoded = decodeEntry(canonical);
  if (!decoded.ok) {
    return { ok: false, detail: decoded.reason };
  }
  const wrong = openings.find(opening => {
    const parsed = LocatedOpeningSchema.safeParse(opening);
    return (
      !parsed.success || !opensCommitment({ ...decoded.value }, parsed.data)
    );
  });
  return { ok: wrong === undefined, detail: wrong?.at };
}

function indexIn(canonical: string): number | undefined {
  try {
    const content: unknown = JSON.parse(canonical);
    return typeof content === 'object' &&
      content !== null &&
      'index' in content &&
      typeof content.index === 'number'
      ? content.index
      : undefined;
  } catch {
    return undefined;
  }
}

type OpenedNote =
  | {
      readonly ok: true;
      readonly detail: string;
      readonly size: number;
      readonly root: Uint8Array;
    }
  | { readonly ok: false; readonly detail: string };

function openNote({ note, verifierKey }: LedgerCheckpointView): OpenedNote {
  const parsed = parseVerifierKey(verifierKey);
  if (!parsed.ok) {
    return { ok: false, detail: parsed.reason };
  }
  const opened = verifyNote(note, [parsed.key]);
  if (!opened.ok) {
    return { ok: false, detail: opened.reason };
  }
  const checkpoint = parseCheckpoint(opened.text);
  return checkpoint
    ? {
        ok: true,
        detail: parsed.key.text,
        size: checkpoint.size,
        root: checkpoint.root,
      }
    : { ok: false, detail: opened.text };
}

function checkNote(opened: OpenedNote, claimed: LedgerCheckpointView): Check {
  if (!opened.ok) {
    return { ok: false };
  }
  const root = fromBase64(claimed.rootHash);
  return {
    ok:
      root !== undefined &&
      equalHashes(root, opened.root) &&
      opened.size === claimed.size,
    detail: claimed.rootHash,
  };
}

function checkInclusion(
  opened: OpenedNote,
  proof: InclusionProofView,
  leafHash: Uint8Array,
): Check {
  const hashes = proof.hashes.map(fromBase64);
  const known = hashes.filter(hash => hash !== undefined);
  if (
    !opened.ok ||
    proof.size !== opened.size ||
    known.length !== hashes.length
  ) {
    return { ok: false };
  }
  const verdict = verifyInclusion({
    leafHash,
    index: proof.index,
    size: proof.size,
    root: opened.root,
    proof: known,
  });
  return verdict.ok
    ? { ok: true, detail: `${known.length} × SHA-256` }
    : { ok: false, detail: verdict.fault };
}
