import { foldSubtrees } from './compactRange';
import { type Hash } from './hash';
import { type NodeCoordinate, type StoredNode } from './node';

/**
 * Which stored nodes a proof is made of. Making a proof has two steps, so that a store reads all nodes in one query:
 * plan, read {@link ProofPlan.nodes}, then {@link assembleProof}.
 *
 * @public
 */
export interface ProofPlan {
  /** Every node to read, each once. O(log n) of them. */
  readonly nodes: readonly NodeCoordinate[];
  /** For each hash of the proof, in order, the nodes it is folded from (several where the tree is not complete). */
  readonly elements: readonly (readonly NodeCoordinate[])[];
}

/**
 * A plan, or why there can be no such proof.
 *
 * @public
 */
export type Planned =
  | { readonly ok: true; readonly plan: ProofPlan }
  | { readonly ok: false; readonly reason: string };

/**
 * The hashes of a proof, or the node that the store did not give.
 *
 * @public
 */
export type Assembled =
  | { readonly ok: true; readonly hashes: readonly Hash[] }
  | { readonly ok: false; readonly missing: NodeCoordinate };

/**
 * Plans the proof that leaf `index` is in the tree of `size` leaves (PATH of RFC 6962 section 2.1.1).
 *
 * @public
 */
export function planInclusionProof(of: {
  readonly index: number;
  readonly size: number;
}): Planned {
  const { index, size } = of;
  if (!isCount(index) || !isCount(size) || index >= size) {
    return {
      ok: false,
      reason: `A log of ${size} entries has no entry ${index}`,
    };
  }
  const siblings: LeafSpan[] = [];
  let span: LeafSpan = { start: 0, end: size };
  while (span.end - span.start > 1) {
    const { left, right } = splitOf(span);
    siblings.push(index < left.end ? right : left);
    span = index < left.end ? left : right;
  }
  return { ok: true, plan: planOf(siblings.reverse()) };
}

/**
 * Plans the proof that the tree of `size1` leaves is the beginning of the tree of `size2` leaves (PROOF of RFC 6962
 * section 2.1.2). The proof is empty when `size1` is 0 or equal to `size2`.
 *
 * @public
 */
export function planConsistencyProof(of: {
  readonly size1: number;
  readonly size2: number;
}): Planned {
  const { size1, size2 } = of;
  if (!isCount(size1) || !isCount(size2) || size1 > size2) {
    return {
      ok: false,
      reason: `A log of ${size1} entries is not the beginning of one of ${size2}`,
    };
  }
  if (size1 === 0) {
    return { ok: true, plan: planOf([]) };
  }
  const proven: LeafSpan[] = [];
  let span: LeafSpan = { start: 0, end: size2 };
  while (span.end !== size1) {
    const { left, right } = splitOf(span);
    proven.push(size1 <= left.end ? right : left);
    span = size1 <= left.end ? left : right;
  }
  if (span.start > 0) {
    proven.push(span);
  }
  return { ok: true, plan: planOf(proven.reverse()) };
}

/**
 * Plans the root that the tree had when it held `size` leaves; the assembled proof's only hash is that root.
 *
 * @public
 */
export function planRoot(size: number): Planned {
  if (!isCount(size)) {
    return { ok: false, reason: `${size} is not a number of entries` };
  }
  return { ok: true, plan: planOf([{ start: 0, end: size }]) };
}

/**
 * Makes the proof from the nodes that the store read, in whatever order; nodes that were not asked for are ignored.
 *
 * @public
 */
export function assembleProof(
  plan: ProofPlan,
  nodes: Iterable<StoredNode>,
): Assembled {
  const read = new Map<string, Hash>();
  for (const node of nodes) {
    read.set(keyOf(node), node.hash);
  }
  const hashes: Hash[] = [];
  for (const element of plan.elements) {
    const parts: Hash[] = [];
    for (const coordinate of element) {
      const hash = read.get(keyOf(coordinate));
      if (hash === undefined) {
        return { ok: false, missing: coordinate };
      }
      parts.push(hash);
    }
    hashes.push(foldSubtrees(parts));
  }
  return { ok: true, hashes };
}

/** The leaves from `start` up to, not including, `end`; always one that splitting a tree as RFC 6962 does leads to. */
interface LeafSpan {
  readonly start: number;
  readonly end: number;
}

function planOf(spans: readonly LeafSpan[]): ProofPlan {
  const elements = spans.map(subtreesOf);
  return { elements, nodes: elements.flat() };
}

/** Divides at the largest power of two smaller than the span (the k of RFC 6962 section 2.1). */
function splitOf(span: LeafSpan): { left: LeafSpan; right: LeafSpan } {
  const middle =
    span.start + 2 ** levelOfLargestSubtree(span.end - span.start - 1);
  return {
    left: { start: span.start, end: middle },
    right: { start: middle, end: span.end },
  };
}

/** The complete subtrees that make up the span, from left to right in falling size. */
function subtreesOf(span: LeafSpan): NodeCoordinate[] {
  const subtrees: NodeCoordinate[] = [];
  let start = span.start;
  while (start < span.end) {
    const level = levelOfLargestSubtree(span.end - start);
    subtrees.push({ level, index: start / 2 ** level });
    start += 2 ** level;
  }
  return subtrees;
}

/** The level of the largest complete subtree with at most `leaves` leaves. Exact up to 2^53, unlike `Math.log2`. */
function levelOfLargestSubtree(leaves: number): number {
  return leaves.toString(2).length - 1;
}

function keyOf(coordinate: NodeCoordinate): string {
  return `${coordinate.level}/${coordinate.index}`;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
