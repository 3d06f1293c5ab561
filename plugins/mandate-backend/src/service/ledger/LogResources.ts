import {
  encodeEntryBundle,
  type LogResource,
  type Tile,
  TILE_WIDTH,
} from '@mandate/ledger';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { latestCheckpoint } from '../../database/ledger/CheckpointStore';
import { readTexts } from '../../database/ledger/LedgerReader';
import { readLevelHashes } from '../../database/ledger/TileStore';

/** The log as C2SP tlog-tiles lays it out: checkpoint, tiles of hashes, bundles of entries. Nothing in it is personal. */
export class LogResources {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  /** A resource of the log as signed last; `undefined` for one that it does not have (yet). */
  async read(resource: LogResource): Promise<Uint8Array | undefined> {
    return this.#store.read(async tx => {
      const checkpoint = await latestCheckpoint(tx.knex);
      if (resource.type === 'checkpoint') {
        return checkpoint && Buffer.from(checkpoint.note, 'utf8');
      }
      const size = checkpoint?.size ?? 0;
      return isWithin(resource.tile, size)
        ? readTile(tx, resource.type, resource.tile)
        : undefined;
    });
  }
}

/** Whether all of the tile's hashes are those of complete subtrees of the signed log. */
function isWithin({ level, index, width }: Tile, size: number): boolean {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return index * TILE_WIDTH + width <= hashes;
}

async function readTile(
  { knex }: KernelTransaction,
  type: 'tile' | 'entries',
  { level, index, width }: Tile,
): Promise<Uint8Array | undefined> {
  const from = index * TILE_WIDTH;
  if (type === 'entries') {
    const texts = await readTexts(knex, { from, count: width });
    return texts.length === width ? encodeEntryBundle(texts) : undefined;
  }
  const hashes = await readLevelHashes(knex, { level, from, count: width });
  return hashes.length === width ? Buffer.concat(hashes) : undefined;
}
