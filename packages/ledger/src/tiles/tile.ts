/**
 * Levels of the tree in one tile (C2SP tlog-tiles).
 *
 * @public
 */
export const TILE_HEIGHT = 8;

/**
 * Hashes in a full tile.
 *
 * @public
 */
export const TILE_WIDTH = 256;

/**
 * Where a tile stands, and how much of it there is. Tile `index` of `level` holds the nodes `256 · index` and following
 * of level `8 · level` of the tree.
 *
 * @public
 */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** How many hashes, or entries, it has: 256 when it is full. */
  readonly width: number;
}

/**
 * What of a log can be asked for by path.
 *
 * @public
 */
export type LogResource =
  | { readonly type: 'checkpoint' }
  | { readonly type: 'tile'; readonly tile: Tile }
  /** A bundle of entries: the leaves of the tile of level 0 at this index. */
  | { readonly type: 'entries'; readonly tile: Tile };

/**
 * The path of a resource below the log's prefix, as C2SP tlog-tiles has it: `tile/0/x001/234.p/5`.
 *
 * @public
 */
export function logPath(resource: LogResource): string {
  if (resource.type === 'checkpoint') {
    return 'checkpoint';
  }
  const { level, index, width } = resource.tile;
  const partial = width < TILE_WIDTH ? `.p/${width}` : '';
  const kind = resource.type === 'entries' ? 'entries' : String(level);
  return `tile/${kind}/${indexPath(index)}${partial}`;
}

/**
 * Reads a path of {@link logPath}, or `undefined`. There is one path only for each resource.
 *
 * @public
 */
export function parseLogPath(path: string): LogResource | undefined {
  if (path === 'checkpoint') {
    return { type: 'checkpoint' };
  }
  const match =
    /^tile\/(entries|0|[1-5]?\d)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(
      path,
    );
  const [, kind = '', groups = '', partial] = match ?? [];
  const index = Number(groups.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  if (
    !match ||
    !Number.isSafeInteger(index) ||
    (partial !== undefined && width >= TILE_WIDTH)
  ) {
    return undefined;
  }
  const tile = { level: kind === 'entries' ? 0 : Number(kind), index, width };
  const resource: LogResource =
    kind === 'entries' ? { type: 'entries', tile } : { type: 'tile', tile };
  return logPath(resource) === path ? resource : undefined;
}

/**
 * The tiles of a log of `size` entries that one of `from` entries does not have, lowest level first, each level from
 * left to right: what has to be written to publish the growth. Partial tiles come at the right border.
 *
 * @public
 */
export function* newTiles(of: {
  readonly from: number;
  readonly size: number;
}): Generator<Tile> {
  let { from, size } = of;
  for (let level = 0; size > 0; level += 1) {
    const full = Math.floor(size / TILE_WIDTH);
    for (let index = Math.floor(from / TILE_WIDTH); index < full; index += 1) {
      yield { level, index, width: TILE_WIDTH };
    }
    const width = size % TILE_WIDTH;
    if (width > 0 && size > from) {
      yield { level, index: full, width };
    }
    from = Math.floor(from / TILE_WIDTH);
    size = full;
  }
}

/** Groups of three digits, all but the last beginning with x. */
function indexPath(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  return padded.replaceAll(/\d{3}(?=\d)/g, 'x$&/');
}
