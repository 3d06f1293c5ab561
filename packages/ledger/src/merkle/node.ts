import { type Hash } from './hash';

/**
 * Where a node stands: the root of the complete subtree over the leaves `index · 2^level` to
 * `(index + 1) · 2^level − 1`. Level 0 are the leaves.
 *
 * @public
 */
export interface NodeCoordinate {
  readonly level: number;
  readonly index: number;
}

/**
 * A node as a store keeps it. It never changes once written.
 *
 * @public
 */
export interface StoredNode extends NodeCoordinate {
  readonly hash: Hash;
}
