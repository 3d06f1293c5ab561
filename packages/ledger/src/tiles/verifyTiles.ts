import { type Checkpoint, verifyCheckpoint } from '../checkpoint/checkpoint';
import { parseVerifierKey, type VerifierKey } from '../checkpoint/verifierKey';
import { decodeEntry, entryLeafHash, isKnownKind } from '../entry/ledgerEntry';
import {
  appendLeaves,
  EMPTY_RANGE,
  rootOf,
  rootOfRange,
} from '../merkle/compactRange';
import { equalHashes, type Hash, HASH_LENGTH } from '../merkle/hash';
import { decodeEntryBundle } from './entryBundle';
import { logPath, TILE_WIDTH } from './tile';

/**
 * What the verifier knows from elsewhere.
 *
 * @public
 */
export interface VerifyTilesOptions {
  readonly origin: string;
  /** Verifier keys (`name+keyId+base64`). */
  readonly keys: readonly string[];
  /** Signed checkpoints kept from before, in whatever order: the log must continue every one of them. */
  readonly knownCheckpoints?: readonly string[];
}

/**
 * The outcome of {@link verifyTiles}.
 *
 * @public
 */
export type TilesVerdict =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      /** Entries of kinds that this version does not know; a newer one recorded them. They hold like all others. */
      readonly ofUnknownKind: number;
    }
  | {
      readonly ok: false;
      /** One sentence for people. */
      readonly reason: string;
      /** The file to blame, if one is. */
      readonly path?: string;
    };

/**
 * Checks a published log (C2SP tlog-tiles) as a whole: the checkpoint's signature, every entry, every tile against the
 * entries, the root, and every checkpoint known from before.
 *
 * @public
 */
export function verifyTiles(
  /** The bytes of a file of the log, or `undefined` when it is not there. */
  readFile: (path: string) => Uint8Array | undefined,
  options: VerifyTilesOptions,
): TilesVerdict {
  const opened = openCheckpoints(readFile, options);
  if ('reason' in opened) {
    return { ok: false, ...opened };
  }
  const { checkpoint, known } = opened;
  const entries = readEntries(readFile, checkpoint.size);
  if ('reason' in entries) {
    return { ok: false, ...entries };
  }
  const { leafHashes, ofUnknownKind } = entries;
  const damaged = findDamagedTile(readFile, leafHashes);
  if (damaged) {
    return { ok: false, ...damaged };
  }
  const contradicted = [checkpoint, ...known]
    .toSorted((a, b) => a.size - b.size)
    .find(
      ({ size, root }) => !equalHashes(rootOf(leafHashes.slice(0, size)), root),
    );
  return contradicted
    ? {
        ok: false,
        reason: `The entries are not those that were signed at ${contradicted.size} entries: history was rewritten, or the ledger was forked.`,
      }
    : { ok: true, checkpoint, ofUnknownKind };
}

interface Damage {
  readonly reason: string;
  readonly path?: string;
}

function openCheckpoints(
  readFile: (path: string) => Uint8Array | undefined,
  options: VerifyTilesOptions,
): Damage | { readonly checkpoint: Checkpoint; readonly known: Checkpoint[] } {
  const keys: VerifierKey[] = [];
  for (const text of options.keys) {
    const parsed = parseVerifierKey(text);
    if (!parsed.ok) {
      return {
        reason: `${JSON.stringify(text)} is no verifier key: ${parsed.reason}.`,
      };
    }
    keys.push(parsed.key);
  }
  const bytes = readFile('checkpoint');
  if (!bytes) {
    return missing('checkpoint');
  }
  const { origin, knownCheckpoints = [] } = options;
  const opened = verifyCheckpoint(textOf(bytes), { origin, keys });
  if (!opened.ok) {
    return {
      path: 'checkpoint',
      reason: `The checkpoint cannot be trusted: ${opened.reason}.`,
    };
  }
  const known: Checkpoint[] = [];
  for (const note of knownCheckpoints) {
    const earlier = verifyCheckpoint(note, { origin, keys });
    if (!earlier.ok) {
      return {
        reason: `A known checkpoint cannot be trusted: ${earlier.reason}.`,
      };
    }
    if (earlier.checkpoint.size > opened.checkpoint.size) {
      return {
        path: 'checkpoint',
        reason: `The log was cut off: it has ${opened.checkpoint.size} entries, a known checkpoint ${earlier.checkpoint.size}.`,
      };
    }
    known.push(earlier.checkpoint);
  }
  return { checkpoint: opened.checkpoint, known };
}

interface ReadEntries {
  readonly leafHashes: readonly Hash[];
  readonly ofUnknownKind: number;
}

/** The leaf hashes of all entries, each of which says itself where it stands. */
function readEntries(
  readFile: (path: string) => Uint8Array | undefined,
  size: number,
): Damage | ReadEntries {
  const leafHashes: Hash[] = [];
  let ofUnknownKind = 0;
  while (leafHashes.length < size) {
    const from = leafHashes.length;
    const width = Math.min(TILE_WIDTH, size - from);
    const path = logPath({
      type: 'entries',
      tile: { level: 0, index: from / TILE_WIDTH, width },
    });
    const bytes = readFile(path);
    const texts = bytes && decodeEntryBundle(bytes);
    if (!bytes) {
      return missing(path);
    }
    if (texts?.length !== width) {
      return { path, reason: `${path} does not hold ${width} entries.` };
    }
    for (const [position, text] of texts.entries()) {
      const entry = decodeEntry(text);
      const index = from + position;
      if (!entry.ok || entry.value.index !== index) {
        return {
          path,
          reason: entry.ok
            ? `Entry ${entry.value.index} stands in the place of entry ${index}.`
            : `Entry ${index} is no ledger entry: ${entry.reason}.`,
        };
      }
      leafHashes.push(entryLeafHash(text));
      ofUnknownKind += isKnownKind(entry.value.kind) ? 0 : 1;
    }
  }
  return { leafHashes, ofUnknownKind };
}

function findDamagedTile(
  readFile: (path: string) => Uint8Array | undefined,
  leafHashes: readonly Hash[],
): Damage | undefined {
  let hashes = leafHashes;
  for (let level = 0; hashes.length > 0; level += 1) {
    const above: Hash[] = [];
    for (let from = 0; from < hashes.length; from += TILE_WIDTH) {
      const inTile = hashes.slice(from, from + TILE_WIDTH);
      const { length: width } = inTile;
      const tile = { level, index: from / TILE_WIDTH, width };
      const path = logPath({ type: 'tile', tile });
      const bytes = readFile(path);
      if (!bytes) {
        return missing(path);
      }
      if (!isTileOf(bytes, inTile)) {
        return {
          path,
          reason: `${path} has other hashes than those of the entries.`,
        };
      }
      if (width === TILE_WIDTH) {
        above.push(rootOfRange(appendLeaves(EMPTY_RANGE, inTile).range));
      }
    }
    hashes = above;
  }
  return undefined;
}

function isTileOf(bytes: Uint8Array, hashes: readonly Hash[]): boolean {
  return (
    bytes.length === hashes.length * HASH_LENGTH &&
    hashes.every((hash, at) =>
      equalHashes(hash, bytes.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH)),
    )
  );
}

function missing(path: string): Damage {
  return { path, reason: `${path} is not there.` };
}

/** A byte that is not UTF-8 becomes a character that no signature covers. */
function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
