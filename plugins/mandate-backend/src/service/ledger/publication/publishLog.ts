import {
  equalHashes,
  logPath,
  newTiles,
  TILE_WIDTH,
  verifyCheckpoint,
  type Checkpoint,
  type Hash,
  type Tile,
  type VerifierKey,
} from '@mandate/ledger';
import type { LogResources } from '../LogResources';
import type { LogDestination, LogFile } from './LogDestination';

/** What came of publishing. */
export type PublishOutcome =
  | { readonly type: 'published'; readonly from: number; readonly size: number }
  | { readonly type: 'unchanged' }
  /**
   * What is published cannot be continued: it is of another log, has entries that the ledger lost, or other ones.
   * Nothing was written.
   */
  | { readonly type: 'contradicted'; readonly words: string };

/** Brings a destination up to a checkpoint: new tiles and bundles first, the checkpoint last. */
export async function publishLog(options: {
  readonly destination: LogDestination;
  readonly resources: Pick<LogResources, 'read'>;
  /** The newest checkpoint: its text, and opened. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly keys: readonly VerifierKey[];
  /** The root that the ledger had at a size. */
  readonly rootAt: (size: number) => Promise<Hash>;
  readonly atMs: number;
}): Promise<PublishOutcome> {
  const { destination, note, checkpoint, resources } = options;
  const before = await destination.readFile('checkpoint');
  const beforeText = before && Buffer.from(before).toString('utf8');
  if (beforeText === note) {
    return { type: 'unchanged' };
  }
  const continued = await findContinued(beforeText, options);
  if (typeof continued === 'string') {
    return { type: 'contradicted', words: continued };
  }
  const growth = { from: continued, size: checkpoint.size };
  await destination.write({
    files: filesOf(growth, resources),
    checkpoint: Buffer.from(note, 'utf8'),
    obsolete: filledTiles(growth).flatMap(tile => [
      partialFolder('tile', tile),
      ...(tile.level === 0 ? [partialFolder('entries', tile)] : []),
    ]),
    atMs: options.atMs,
  });
  return { type: 'published', ...growth };
}

/** The size that the destination has, or why it cannot be continued. */
async function findContinued(
  published: string | undefined,
  options: Parameters<typeof publishLog>[0],
): Promise<number | string> {
  const { destination, checkpoint, keys } = options;
  if (published === undefined) {
    return 0;
  }
  const opened = verifyCheckpoint(published, {
    origin: checkpoint.origin,
    keys,
  });
  if (!opened.ok) {
    return `The ${destination.name} holds another log: ${opened.reason}. Publish elsewhere, or remove it.`;
  }
  const { size, root } = opened.checkpoint;
  if (size > checkpoint.size) {
    return `The ${destination.name} has ${size} entries, the ledger only ${checkpoint.size}: it lost some, as after a restore from an old backup. Stop the portal and restore a newer backup; what is recorded now forks the ledger.`;
  }
  return equalHashes(root, await options.rootAt(size))
    ? size
    : `The ${destination.name} has other entries than the ledger among the first ${size}: one of them was changed. Keep both and find out which.`;
}

async function* filesOf(
  growth: { readonly from: number; readonly size: number },
  resources: Pick<LogResources, 'read'>,
): AsyncGenerator<LogFile> {
  for (const tile of newTiles(growth)) {
    const types =
      tile.level === 0 ? (['tile', 'entries'] as const) : (['tile'] as const);
    for (const type of types) {
      const path = logPath({ type, tile });
      const bytes = await resources.read({ type, tile });
      if (bytes === undefined) {
        throw new Error(`The ledger is damaged: ${path} cannot be read.`);
      }
      yield { path, bytes };
    }
  }
}

/** Tiles that were published in part and are full now: at most the first of each level. */
function filledTiles(growth: {
  readonly from: number;
  readonly size: number;
}): readonly Tile[] {
  return [...newTiles(growth)].filter(({ level, index, width }) => {
    const before = Math.floor(growth.from / TILE_WIDTH ** level);
    return (
      width === TILE_WIDTH &&
      before % TILE_WIDTH > 0 &&
      index === Math.floor(before / TILE_WIDTH)
    );
  });
}

function partialFolder(type: 'tile' | 'entries', tile: Tile): string {
  return `${logPath({ type, tile })}.p`;
}
