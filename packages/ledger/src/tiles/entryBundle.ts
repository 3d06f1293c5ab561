import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { MAX_ENTRY_BYTES } from '../entry/ledgerEntry';
import { TILE_WIDTH } from './tile';

/**
 * Entries as C2SP tlog-tiles bundles them: each its length in 16 bits, most significant first, and its bytes.
 *
 * @throws TypeError when an entry is too long, which no entry is that was checked.
 *
 * @public
 */
export function encodeEntryBundle(texts: readonly string[]): Uint8Array {
  return concatBytes(
    ...texts.flatMap(text => {
      const bytes = utf8ToBytes(text);
      if (bytes.length > MAX_ENTRY_BYTES) {
        throw new TypeError(
          `An entry in a bundle has at most ${MAX_ENTRY_BYTES} bytes, this one has ${bytes.length}`,
        );
      }
      return [Uint8Array.of(bytes.length >> 8, bytes.length & 0xff), bytes];
    }),
  );
}

/**
 * The texts in a bundle, or `undefined` when it is cut off, has more than 256 entries, or one that is not UTF-8.
 *
 * @public
 */
export function decodeEntryBundle(
  bundle: Uint8Array,
): readonly string[] | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const texts: string[] = [];
  let at = 0;
  while (at < bundle.length) {
    const [high, low] = bundle.slice(at, at + 2);
    if (high === undefined || low === undefined) {
      return undefined;
    }
    const end = at + 2 + high * 256 + low;
    if (end > bundle.length || texts.length === TILE_WIDTH) {
      return undefined;
    }
    try {
      texts.push(decoder.decode(bundle.slice(at + 2, end)));
    } catch {
      return undefined;
    }
    at = end;
  }
  return texts;
}
