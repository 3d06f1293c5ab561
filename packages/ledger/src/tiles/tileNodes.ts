import { HASH_LENGTH, type Hash, nodeHashOf } from '../merkle/hash';
import { type NodeCoordinate } from '../merkle/node';
import { TILE_HEIGHT, TILE_WIDTH } from './tile';

const PACKED_HASHES = 2 * TILE_WIDTH - 2;

/**
 * Where a node is inside the tiles.
 *
 * @public
 */
export interface NodePlace {
  readonly tileLevel: number;
  readonly tileIndex: number;
  /** How far above the tile's own hashes: 0 is one of them. */
  readonly height: number;
  /** Counted from the tile's left edge, at that height. */
  readonly position: number;
}

/**
 * The tile that has a node, and the node's place in it.
 *
 * @public
 */
export function placeOf({ level, index }: NodeCoordinate): NodePlace {
  const height = level % TILE_HEIGHT;
  const across = 2 ** (TILE_HEIGHT - height);
  return {
    tileLevel: (level - height) / TILE_HEIGHT,
    tileIndex: Math.floor(index / across),
    height,
    position: index % across,
  };
}

/**
 * A full tile with every node inside it, so that a proof reads hashes and computes none: the 256 hashes, then the 128
 * above them, up to 2, end to end. The first 8,192 bytes are the tile as it is published.
 *
 * @throws TypeError when there are not 256 hashes.
 *
 * @public
 */
export function packTile(hashes: readonly Hash[]): {
  readonly nodes: Uint8Array;
  /** The hash of the whole tile: a hash of the tile above. */
  readonly root: Hash;
} {
  if (hashes.length !== TILE_WIDTH) {
    throw new TypeError(
      `A full tile has ${TILE_WIDTH} hashes, this one has ${hashes.length}`,
    );
  }
  const nodes = new Uint8Array(PACKED_HASHES * HASH_LENGTH);
  let offset = 0;
  let row = hashes;
  while (row.length > 1) {
    for (const hash of row) {
      nodes.set(hash, offset);
      offset += HASH_LENGTH;
    }
    row = rowAbove(row);
  }
  return { nodes, root: subtreeRoot(row) };
}

/**
 * A node of a packed tile, or `undefined` when the bytes are none.
 *
 * @public
 */
export function packedNode(
  packed: Uint8Array,
  place: Pick<NodePlace, 'height' | 'position'>,
): Hash | undefined {
  const { height, position } = place;
  // The rows below have 256 + 128 + … hashes.
  const below = 2 * TILE_WIDTH - 2 ** (TILE_HEIGHT + 1 - height);
  const start = (below + position) * HASH_LENGTH;
  return packed.length === PACKED_HASHES * HASH_LENGTH
    ? packed.slice(start, start + HASH_LENGTH)
    : undefined;
}

/**
 * A node of a partial tile from the tile's hashes, or `undefined` when they do not reach that far.
 *
 * @public
 */
export function borderNode(
  hashes: readonly Hash[],
  place: Pick<NodePlace, 'height' | 'position'>,
): Hash | undefined {
  const across = 2 ** place.height;
  const start = place.position * across;
  const leaves = hashes.slice(start, start + across);
  return leaves.length === across ? subtreeRoot(leaves) : undefined;
}

/** The root over a power of two of hashes. */
function subtreeRoot(hashes: readonly Hash[]): Hash {
  let row = hashes;
  while (row.length > 1) {
    row = rowAbove(row);
  }
  const [root] = row;
  if (root === undefined) {
    throw new TypeError('A subtree has at least one hash');
  }
  return root;
}

function rowAbove(row: readonly Hash[]): Hash[] {
  return row.flatMap((left, at) => {
    const right = row[at + 1];
    return at % 2 === 0 && right !== undefined ? [nodeHashOf(left, right)] : [];
  });
}
