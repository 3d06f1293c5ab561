import { emptyRoot, type Hash, nodeHashOf } from '../merkle/hash';

/** RFC 6962 section 2.1 written down as it stands, with lists and recursion: slow and obvious, to compare with. */
export function naiveRoot(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) {
    return emptyRoot();
  }
  if (leaves.length === 1) {
    return first;
  }
  const k = splitPoint(leaves.length);
  return nodeHashOf(naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)));
}

/** PATH(m, D[n]) of RFC 6962 section 2.1.1. */
export function naiveInclusion(m: number, leaves: readonly Hash[]): Hash[] {
  if (leaves.length <= 1) {
    return [];
  }
  const k = splitPoint(leaves.length);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  return m < k
    ? [...naiveInclusion(m, left), naiveRoot(right)]
    : [...naiveInclusion(m - k, right), naiveRoot(left)];
}

/** PROOF(m, D[n]) of RFC 6962 section 2.1.2. */
export function naiveConsistency(m: number, leaves: readonly Hash[]): Hash[] {
  return m === 0 ? [] : subproof(m, leaves, true);
}

function subproof(m: number, leaves: readonly Hash[], whole: boolean): Hash[] {
  if (m === leaves.length) {
    return whole ? [] : [naiveRoot(leaves)];
  }
  const k = splitPoint(leaves.length);
  const left = leaves.slice(0, k);
  const right = leaves.slice(k);
  return m <= k
    ? [...subproof(m, left, whole), naiveRoot(right)]
    : [...subproof(m - k, right, false), naiveRoot(left)];
}

function splitPoint(size: number): number {
  let k = 1;
  while (k * 2 < size) {
    k *= 2;
  }
  return k;
}
