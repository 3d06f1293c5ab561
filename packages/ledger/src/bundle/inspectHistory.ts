import { toBase64 } from '../bytes/base64';
import {
  appendLeaf,
  type CompactRange,
  EMPTY_RANGE,
  rootOfRange,
} from '../merkle/compactRange';
import { equalHashes, type Hash } from '../merkle/hash';
import { type BundleFailure, type EntrySpan } from './bundleFailure';
import { type SignedCheckpoint } from './inspectCheckpoints';

/**
 * Compares the tree over the recorded leaf hashes with every signed checkpoint, smallest first. The first checkpoint
 * that disagrees bounds the damage: it lies after the last one that agreed.
 */
export function inspectHistory(
  leafHashes: readonly Hash[],
  checkpoints: readonly SignedCheckpoint[],
): BundleFailure | undefined {
  let range: CompactRange = EMPTY_RANGE;
  let agreedSize = 0;
  const ascending = checkpoints.toSorted((a, b) => a.size - b.size);
  for (const checkpoint of ascending) {
    const damage = { first: agreedSize, last: checkpoint.size - 1 };
    if (checkpoint.size > leafHashes.length) {
      return truncated(leafHashes.length, checkpoint, damage);
    }
    for (const leafHash of leafHashes.slice(range.size, checkpoint.size)) {
      range = appendLeaf(range, leafHash).range;
    }
    if (!equalHashes(rootOfRange(range), checkpoint.root)) {
      return isContradicted(checkpoint, checkpoints)
        ? forked(checkpoint, damage)
        : rewritten(checkpoint, damage);
    }
    agreedSize = checkpoint.size;
  }
  return agreedSize < leafHashes.length
    ? notCovered(agreedSize, leafHashes.length)
    : undefined;
}

function truncated(
  length: number,
  checkpoint: SignedCheckpoint,
  damage: EntrySpan,
): BundleFailure {
  return {
    ok: false,
    fault: 'truncated',
    reason: `The bundle was cut off: it ends before entry ${length}, but a signed checkpoint counts ${checkpoint.size} entries.`,
    firstBadEntry: length,
    damage,
  };
}

/** Another checkpoint, signed too, has another root for the same size, or the verifier was shown another history before. */
function isContradicted(
  checkpoint: SignedCheckpoint,
  all: readonly SignedCheckpoint[],
): boolean {
  return (
    checkpoint.from === 'verifier' ||
    all.some(
      other =>
        other.size === checkpoint.size &&
        !equalHashes(other.root, checkpoint.root),
    )
  );
}

function forked(
  checkpoint: SignedCheckpoint,
  damage: EntrySpan,
): BundleFailure {
  return {
    ok: false,
    fault: 'fork',
    reason: `The ledger was forked: another signed history of ${
      checkpoint.size
    } entries exists (root ${toBase64(checkpoint.root)}); they part ${among(
      damage,
    )}.`,
    ...located(damage),
  };
}

function rewritten(
  checkpoint: SignedCheckpoint,
  damage: EntrySpan,
): BundleFailure {
  return {
    ok: false,
    fault: 'history-rewritten',
    reason: `History was rewritten ${among(
      damage,
    )}: entries and recorded hashes fit each other, but not the root that was signed at ${
      checkpoint.size
    } entries.`,
    ...located(damage),
  };
}

function notCovered(covered: number, length: number): BundleFailure {
  return {
    ok: false,
    fault: 'not-covered',
    reason: `No signed checkpoint covers entry ${covered} and those after it: they may have been added by anyone.`,
    firstBadEntry: covered,
    damage: { first: covered, last: length - 1 },
  };
}

function located(
  damage: EntrySpan,
): Pick<BundleFailure, 'firstBadEntry' | 'damage'> {
  return damage.first === damage.last
    ? { firstBadEntry: damage.first, damage }
    : { damage };
}

function among({ first, last }: EntrySpan): string {
  return first === last
    ? `at entry ${first}`
    : `among entries ${first} to ${last}`;
}
