import {
  type Bundle,
  createBundle,
  type RecordedEntry,
} from '../bundle/bundle';
import { signCheckpoint } from '../checkpoint/checkpoint';
import { createEd25519Signer, type Ed25519Signer } from '../checkpoint/ed25519';
import {
  type AppendedEntry,
  appendEntry,
  type LedgerEntryDraft,
} from '../entry/appendEntry';
import { commit } from '../entry/commitment';
import { canonicalJson } from '../entry/canonicalJson';
import { entryLeafHash } from '../entry/ledgerEntry';
import {
  appendLeaf,
  type CompactRange,
  EMPTY_RANGE,
  rootOfRange,
} from '../merkle/compactRange';

export const ORIGIN = 'portal.example.com/ledger';

/** The key of the sample ledgers; another number gives another key. */
export function sampleSigner(number = 1, name = ORIGIN): Ed25519Signer {
  return createEd25519Signer({ name, seed: new Uint8Array(32).fill(number) });
}

/** A ledger of `size` entries by one person, whose name is committed to, with checkpoints at the given sizes. */
export async function sampleBundle(options: {
  readonly size: number;
  readonly checkpointsAt: readonly number[];
  readonly signer?: Ed25519Signer;
  /** From this entry on, other facts are recorded. */
  readonly divergesAt?: number;
  /** The entries that a newer version recorded, of a kind that this one does not know. */
  readonly ofTheFuture?: readonly number[];
}): Promise<Bundle> {
  const { size, signer = sampleSigner(), divergesAt = Infinity } = options;
  const { ofTheFuture = [] } = options;
  const entries: RecordedEntry[] = [];
  const checkpoints: string[] = [];
  let range = EMPTY_RANGE;
  for (let index = 0; index <= size; index += 1) {
    if (options.checkpointsAt.includes(index)) {
      checkpoints.push(await checkpointOf(range, signer));
    }
    if (index < size) {
      const { recorded, appended } = record(range, index, index >= divergesAt);
      if (ofTheFuture.includes(index)) {
        const newer = ofKind('of-the-future', recorded);
        entries.push(newer);
        range = appendLeaf(range, newer.leafHash).range;
      } else {
        entries.push(recorded);
        range = appended.range;
      }
    }
  }
  return createBundle({
    origin: ORIGIN,
    publicKeys: [signer.verifierKey.text],
    entries,
    checkpoints,
  });
}

/** The signed checkpoint of a tree. */
export function checkpointOf(
  range: CompactRange,
  signer: Ed25519Signer,
): Promise<string> {
  return signCheckpoint(
    { origin: ORIGIN, size: range.size, root: rootOfRange(range) },
    [signer],
  );
}

/** Appends, or fails the test. */
export function appendOrThrow(
  range: CompactRange,
  draft: LedgerEntryDraft,
): AppendedEntry {
  const appended = appendEntry(range, draft);
  if (!appended.ok) {
    throw new Error(appended.reason);
  }
  return appended.value;
}

function record(
  range: CompactRange,
  index: number,
  diverges: boolean,
): { recorded: RecordedEntry; appended: AppendedEntry } {
  const { commitment, opening } = commit({
    salt: new Uint8Array(32).fill(index),
    value: 'user:default/ann',
  });
  const appended = appendOrThrow(range, {
    kind: 'voted',
    at: '2026-11-26T12:00:00.000Z',
    changeId: `change-${index}`,
    revision: 1,
    actor: { type: 'person', ref: commitment },
    data: { vote: diverges ? 'reject' : 'approve' },
  });
  return {
    appended,
    recorded: { ...appended, openings: [{ ...opening, at: '/actor/ref' }] },
  };
}

function ofKind(kind: string, recorded: RecordedEntry): RecordedEntry {
  const text = canonicalJson({ ...JSON.parse(recorded.text), kind });
  return { ...recorded, text, leafHash: entryLeafHash(text) };
}
