import { type Bundle } from '../bundle/bundle';
import { fromBase64 } from '../bytes/base64';
import { rootOf } from '../merkle/compactRange';
import { type Hash } from '../merkle/hash';
import { encodeEntryBundle } from '../tiles/entryBundle';
import { logPath, newTiles, TILE_WIDTH } from '../tiles/tile';

/** A log as it is published: its files by path. */
export function publishedLog(bundle: Bundle): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const texts = bundle.entries.map(({ entry }) => entry);
  const levels: Hash[][] = [
    bundle.entries.flatMap(({ leafHash }) => fromBase64(leafHash) ?? []),
  ];
  for (const tile of newTiles({ from: 0, size: texts.length })) {
    const { level, index, width } = tile;
    const hashes = (levels[level] ?? []).slice(
      index * TILE_WIDTH,
      index * TILE_WIDTH + width,
    );
    if (width === TILE_WIDTH) {
      (levels[level + 1] ??= []).push(rootOf(hashes));
    }
    files.set(
      logPath({ type: 'tile', tile }),
      Uint8Array.from(hashes.flatMap(hash => [...hash])),
    );
    if (level === 0) {
      const from = index * TILE_WIDTH;
      files.set(
        logPath({ type: 'entries', tile }),
        encodeEntryBundle(texts.slice(from, from + width)),
      );
    }
  }
  const note = bundle.checkpoints.at(-1) ?? '';
  return files.set('checkpoint', new TextEncoder().encode(note));
}
