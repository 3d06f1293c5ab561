import { z } from 'zod';
import { fromBase64, toBase64 } from '../bytes/base64';
import { emptyRoot, type Hash, isHash, nodeHashOf } from './hash';
import { type StoredNode } from './node';

/**
 * All that has to be remembered of a tree to go on appending to it: the roots of its complete subtrees, largest (and
 * leftmost) first. There is one for each 1 in the binary form of `size`, so at most 53.
 *
 * @public
 */
export interface CompactRange {
  /** How many leaves the tree has. */
  readonly size: number;
  readonly hashes: readonly Hash[];
}

/**
 * What an append changes.
 *
 * @public
 */
export interface Appended {
  readonly range: CompactRange;
  /** The nodes that the append completed, the leaf first. A store keeps them all: proofs are made of nothing else. */
  readonly nodes: readonly StoredNode[];
}

/**
 * The tree without leaves.
 *
 * @public
 */
export const EMPTY_RANGE: CompactRange = { size: 0, hashes: [] };

/**
 * Appends one leaf. Takes O(log n) time, O(1) on average: n appends complete fewer than 2n nodes.
 *
 * @throws TypeError when the hash does not have 32 bytes, or the range was not made by this module.
 *
 * @public
 */
export function appendLeaf(range: CompactRange, leafHash: Hash): Appended {
  if (!isHash(leafHash)) {
    throw new TypeError(
      `A leaf hash has 32 bytes, this one has ${leafHash.length}`,
    );
  }
  const hashes = [...range.hashes];
  const nodes: StoredNode[] = [{ level: 0, index: range.size, hash: leafHash }];
  let hash = leafHash;
  let index = range.size;
  let level = 0;
  while (index % 2 === 1) {
    const left = hashes.pop();
    if (left === undefined) {
      throw new TypeError(
        `The compact range of ${range.size} leaves lacks a hash of level ${level}`,
      );
    }
    hash = nodeHashOf(left, hash);
    index = (index - 1) / 2;
    level += 1;
    nodes.push({ level, index, hash });
  }
  hashes.push(hash);
  return { range: { size: range.size + 1, hashes }, nodes };
}

/**
 * Appends leaves in order; what a sequencer does with all the entries of one transaction. Throws as {@link appendLeaf}.
 *
 * @public
 */
export function appendLeaves(
  range: CompactRange,
  leafHashes: Iterable<Hash>,
): Appended {
  const nodes: StoredNode[] = [];
  let current = range;
  for (const leafHash of leafHashes) {
    const appended = appendLeaf(current, leafHash);
    nodes.push(...appended.nodes);
    current = appended.range;
  }
  return { range: current, nodes };
}

/**
 * The Merkle tree hash of all leaves appended so far (RFC 6962 section 2.1).
 *
 * @public
 */
export function rootOfRange(range: CompactRange): Hash {
  return foldSubtrees(range.hashes);
}

/**
 * The Merkle tree hash of a list of leaf hashes (RFC 6962 section 2.1).
 *
 * @public
 */
export function rootOf(leafHashes: Iterable<Hash>): Hash {
  let range = EMPTY_RANGE;
  for (const leafHash of leafHashes) {
    range = appendLeaf(range, leafHash).range;
  }
  return rootOfRange(range);
}

/**
 * The root over neighbouring complete subtrees, given from left to right in falling size.
 *
 * @public
 */
export function foldSubtrees(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) {
    return emptyRoot();
  }
  return hashes.reduceRight((right, left) => nodeHashOf(left, right));
}

const SerializedRangeSchema = z.strictObject({
  size: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  hashes: z.array(z.string()).max(53),
});

/**
 * The range as text for a database row.
 *
 * @public
 */
export function serializeCompactRange(range: CompactRange): string {
  return JSON.stringify({
    size: range.size,
    hashes: range.hashes.map(toBase64),
  });
}

/**
 * The range from {@link serializeCompactRange}, or `undefined` when the text is none.
 *
 * @public
 */
export function parseCompactRange(text: string): CompactRange | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = SerializedRangeSchema.safeParse(json);
  if (!parsed.success) {
    return undefined;
  }
  const hashes = parsed.data.hashes.flatMap(encoded => {
    const hash = fromBase64(encoded);
    return hash !== undefined && isHash(hash) ? [hash] : [];
  });
  const { size } = parsed.data;
  return hashes.length === parsed.data.hashes.length &&
    hashes.length === onesOf(size)
    ? { size, hashes }
    : undefined;
}

/** How many complete subtrees a tree of this size has. */
function onesOf(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
