import {
  borderNode,
  fromBase64,
  type Hash,
  type NodeCoordinate,
  type NodePlace,
  packedNode,
  packTile,
  placeOf,
  type StoredNode,
  TILE_WIDTH,
  toBase64,
} from '@mandate/ledger';
import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn } from '../columns';
import { readHead } from './ledgerHead';

const TILES_AT_ONCE = 64;

const tileRowSchema = z.object({
  level: z.number(),
  tile_index: integerColumn,
  nodes: z.instanceof(Uint8Array),
});
const hashRowSchema = z.object({
  hash: z.string().transform((text, context) => {
    const hash = fromBase64(text);
    if (hash?.length !== 32) {
      context.addIssue({ code: 'custom', message: 'is no hash' });
      return z.NEVER;
    }
    return hash;
  }),
});

/**
 * Writes the tiles that `leafHashes`, appended at `from`, filled. Partial tiles are not stored: their hashes are those of
 * the newest entries and of the tiles below.
 */
export async function completeTiles(
  knex: Knex,
  grown: { readonly from: number; readonly leafHashes: readonly Hash[] },
): Promise<void> {
  const { from, leafHashes } = grown;
  let appended = leafHashes;
  let start = from;
  for (let level = 0; appended.length > 0; level += 1) {
    const first = Math.floor(start / TILE_WIDTH);
    const end = Math.floor((start + appended.length) / TILE_WIDTH);
    if (end === first) {
      return;
    }
    const before = await readLevelHashes(knex, {
      level,
      from: first * TILE_WIDTH,
      count: start % TILE_WIDTH,
    });
    const hashes = [...before, ...appended];
    const tiles = Array.from({ length: end - first }, (_, at) =>
      packTile(hashes.slice(at * TILE_WIDTH, (at + 1) * TILE_WIDTH)),
    );
    await knex.batchInsert(
      'mandate_ledger_tiles',
      tiles.map(({ nodes, root }, at) => ({
        level,
        tile_index: first + at,
        nodes: Buffer.from(nodes),
        root: toBase64(root),
      })),
      TILES_AT_ONCE,
    );
    start = first;
    appended = tiles.map(({ root }) => root);
  }
}

/** Writes the tiles of entries from before there were tiles; called once at the start. */
export async function prepareTiles(knex: Knex): Promise<void> {
  const { size } = await readHead(knex);
  const [{ count }] = z
    .array(z.object({ count: z.coerce.number() }))
    .length(1)
    .parse(
      await knex('mandate_ledger_tiles')
        .where({ level: 0 })
        .count({ count: '*' }),
    );
  const from = count * TILE_WIDTH;
  if (size - from < TILE_WIDTH) {
    return;
  }
  const leafHashes = await readLevelHashes(knex, {
    level: 0,
    from,
    count: size - from,
  });
  await knex.transaction(trx => completeTiles(trx, { from, leafHashes }));
}

/** Hashes of level `8 · level` of the tree, from left to right: those of a tile, or a part of one. Fewer than asked for at the border. */
export async function readLevelHashes(
  knex: Knex,
  of: { readonly level: number; readonly from: number; readonly count: number },
): Promise<readonly Hash[]> {
  const { level, from, count } = of;
  if (count === 0) {
    return [];
  }
  const range: [number, number] = [from, from + count - 1];
  const rows =
    level === 0
      ? await knex('mandate_ledger_entries')
          .select({ hash: 'leaf_hash' })
          .whereBetween('entry_index', range)
          .orderBy('entry_index')
      : await knex('mandate_ledger_tiles')
          .select({ hash: 'root' })
          .where({ level: level - 1 })
          .whereBetween('tile_index', range)
          .orderBy('tile_index');
  return rows.map(row => hashRowSchema.parse(row).hash);
}

/**
 * Nodes of the log of a size by their coordinates; one that is not stored is left out. The size says which tiles are full,
 * so that those and the hashes of the border are read side by side.
 */
export async function readNodes(
  knex: Knex,
  coordinates: readonly NodeCoordinate[],
  size: number,
): Promise<readonly StoredNode[]> {
  const tiles = new Map<string, NodeCoordinate[]>();
  for (const coordinate of coordinates) {
    const { tileLevel, tileIndex } = placeOf(coordinate);
    const tile = tileKey(tileLevel, tileIndex);
    tiles.set(tile, [...(tiles.get(tile) ?? []), coordinate]);
  }
  const packed = readFullTiles(
    knex,
    coordinates.filter(coordinate => isFull(coordinate, size)),
  );
  const nodes = await Promise.all(
    [...tiles].map(async ([tile, inTile]) => {
      const full = inTile.some(coordinate => isFull(coordinate, size))
        ? (await packed).get(tile)
        : undefined;
      return full
        ? pick(inTile, place => packedNode(full, place))
        : readBorderNodes(knex, inTile);
    }),
  );
  return nodes.flat();
}

function isFull(coordinate: NodeCoordinate, size: number): boolean {
  const { tileLevel, tileIndex } = placeOf(coordinate);
  return (tileIndex + 1) * TILE_WIDTH ** (tileLevel + 1) <= size;
}

/** Those of the nodes' tiles that are full, in one query. */
async function readFullTiles(
  knex: Knex,
  coordinates: readonly NodeCoordinate[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const places = coordinates.map(placeOf);
  if (places.length === 0) {
    return new Map();
  }
  const rows = await knex('mandate_ledger_tiles')
    .whereIn(
      ['level', 'tile_index'],
      places.map(({ tileLevel, tileIndex }) => [tileLevel, tileIndex]),
    )
    .select('level', 'tile_index', 'nodes');
  return new Map(
    rows.map(row => {
      const { level, tile_index: index, nodes } = tileRowSchema.parse(row);
      return [tileKey(level, index), nodes];
    }),
  );
}

/** Nodes of one partial tile, from its hashes. */
async function readBorderNodes(
  knex: Knex,
  coordinates: readonly NodeCoordinate[],
): Promise<readonly StoredNode[]> {
  const [first] = coordinates;
  if (!first) {
    return [];
  }
  const { tileLevel, tileIndex } = placeOf(first);
  const border = await readLevelHashes(knex, {
    level: tileLevel,
    from: tileIndex * TILE_WIDTH,
    count: TILE_WIDTH,
  });
  return pick(coordinates, place => borderNode(border, place));
}

function pick(
  coordinates: readonly NodeCoordinate[],
  hashAt: (place: NodePlace) => Hash | undefined,
): readonly StoredNode[] {
  return coordinates.flatMap(coordinate => {
    const hash = hashAt(placeOf(coordinate));
    return hash ? [{ ...coordinate, hash }] : [];
  });
}

function tileKey(level: number, index: number): string {
  return `${level}/${index}`;
}
