import { emptyRoot, equalHashes, type Hash, isHash, nodeHashOf } from './hash';
import { PathToRoot } from './pathToRoot';

/**
 * Why a proof was not accepted.
 *
 * @public
 */
export type ProofFault =
  | 'position-out-of-range'
  | 'hash-of-wrong-length'
  | 'proof-too-short'
  | 'proof-too-long'
  | 'root-mismatch'
  | 'earlier-root-mismatch';

/**
 * The outcome of checking a proof.
 *
 * @public
 */
export type ProofVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly fault: ProofFault };

/**
 * A claim that a leaf is in a tree.
 *
 * @public
 */
export interface InclusionClaim {
  readonly leafHash: Hash;
  readonly index: number;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/**
 * A claim that one tree is the beginning of another.
 *
 * @public
 */
export interface ConsistencyClaim {
  readonly size1: number;
  readonly root1: Hash;
  readonly size2: number;
  readonly root2: Hash;
  readonly proof: readonly Hash[];
}

/**
 * Checks an inclusion proof (RFC 9162 section 2.1.3.2).
 *
 * @public
 */
export function verifyInclusion(claim: InclusionClaim): ProofVerdict {
  const { index, size, leafHash, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) {
    return refuse('position-out-of-range');
  }
  if (![leafHash, root, ...proof].every(isHash)) {
    return refuse('hash-of-wrong-length');
  }
  const path = new PathToRoot(index, size - 1);
  let hash = leafHash;
  for (const sibling of proof) {
    if (path.atRoot()) {
      return refuse('proof-too-long');
    }
    hash = path.siblingIsLeft()
      ? nodeHashOf(sibling, hash)
      : nodeHashOf(hash, sibling);
    path.climb();
  }
  if (!path.atRoot()) {
    return refuse('proof-too-short');
  }
  return equalHashes(hash, root) ? { ok: true } : refuse('root-mismatch');
}

/**
 * Checks a consistency proof (RFC 9162 section 2.1.4.2). The tree without leaves is the beginning of every tree; its
 * proof is empty.
 *
 * @public
 */
export function verifyConsistency(claim: ConsistencyClaim): ProofVerdict {
  const { size1, root1, size2, root2, proof } = claim;
  if (!isCount(size1) || !isCount(size2) || size1 > size2) {
    return refuse('position-out-of-range');
  }
  if (![root1, root2, ...proof].every(isHash)) {
    return refuse('hash-of-wrong-length');
  }
  if (size1 === 0 && !equalHashes(root1, emptyRoot())) {
    return refuse('earlier-root-mismatch');
  }
  if (size1 === size2 && !equalHashes(root1, root2)) {
    return refuse('root-mismatch');
  }
  if (size1 === 0 || size1 === size2) {
    return proof.length === 0 ? { ok: true } : refuse('proof-too-long');
  }
  return walkConsistency(claim);
}

function walkConsistency(claim: ConsistencyClaim): ProofVerdict {
  const { size1, root1, size2, root2, proof } = claim;
  const path = new PathToRoot(size1 - 1, size2 - 1);
  path.skipRightEdges();
  // An earlier tree that is complete is itself a node of the later one, so its root is left out of the proof.
  const [start, ...rest] = path.startsAtEarlierRoot()
    ? [root1, ...proof]
    : proof;
  if (start === undefined) {
    return refuse('proof-too-short');
  }
  let earlier = start;
  let later = start;
  for (const sibling of rest) {
    if (path.atRoot()) {
      return refuse('proof-too-long');
    }
    if (path.siblingIsLeft()) {
      earlier = nodeHashOf(sibling, earlier);
      later = nodeHashOf(sibling, later);
    } else {
      later = nodeHashOf(later, sibling);
    }
    path.climb();
  }
  if (!path.atRoot()) {
    return refuse('proof-too-short');
  }
  if (!equalHashes(earlier, root1)) {
    return refuse('earlier-root-mismatch');
  }
  return equalHashes(later, root2) ? { ok: true } : refuse('root-mismatch');
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function refuse(fault: ProofFault): ProofVerdict {
  return { ok: false, fault };
}
