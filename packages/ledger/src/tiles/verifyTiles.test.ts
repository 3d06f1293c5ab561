import { type Bundle } from '../bundle/bundle';
import { publishedLog } from '../testing/publishedLog';
import { ORIGIN, sampleBundle, sampleSigner } from '../testing/sampleLedger';
import { decodeEntryBundle, encodeEntryBundle } from './entryBundle';
import { verifyTiles } from './verifyTiles';

const KEYS = [sampleSigner().verifierKey.text];
const SMALL = 3;
const LARGE = 260;

let small: Bundle;
let large: Bundle;

beforeAll(async () => {
  small = await sampleBundle({ size: SMALL, checkpointsAt: [1, SMALL] });
  large = await sampleBundle({ size: LARGE, checkpointsAt: [7, 256, LARGE] });
});

function verify(
  files: ReadonlyMap<string, Uint8Array>,
  knownCheckpoints: readonly string[] = [],
) {
  return verifyTiles(path => files.get(path), {
    origin: ORIGIN,
    keys: KEYS,
    knownCheckpoints,
  });
}

describe('verifyTiles', () => {
  it('accepts a log with every checkpoint it ever had, and one of nothing', async () => {
    expect(verify(publishedLog(large), large.checkpoints)).toMatchObject({
      ok: true,
      checkpoint: { size: LARGE },
    });
    const empty = await sampleBundle({ size: 0, checkpointsAt: [0] });
    expect(verify(publishedLog(empty))).toMatchObject({ ok: true });
  });

  it('accepts kinds of entries that only a newer version knows, and says how many', async () => {
    const newer = await sampleBundle({
      size: 4,
      checkpointsAt: [4],
      ofTheFuture: [0, 3],
    });
    expect(verify(publishedLog(newer))).toMatchObject({
      ok: true,
      ofUnknownKind: 2,
    });
  });

  it('finds every flipped bit in every file', () => {
    const log = publishedLog(small);
    for (const [path, bytes] of log) {
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const flipped = bytes.slice();
        flipped[bit >> 3] ^= 1 << bit % 8;
        const verdict = verify(new Map(log).set(path, flipped));
        if (verdict.ok) {
          throw new Error(`Bit ${bit} of ${path} was flipped unnoticed`);
        }
      }
    }
    expect(log.size).toBe(3);
  });

  it('finds every file that is missing or cut off, and names it', () => {
    const log = publishedLog(large);
    for (const [path, bytes] of log) {
      const without = new Map(log);
      without.delete(path);
      expect(verify(without)).toMatchObject({ ok: false, path });
      for (const length of [0, 1, bytes.length - 1]) {
        const cut = new Map(log).set(path, bytes.slice(0, length));
        expect(verify(cut)).toMatchObject({ ok: false, path });
      }
    }
  });

  it('finds any two entries exchanged, and any left out', () => {
    const log = publishedLog(small);
    const path = 'tile/entries/000.p/3';
    const texts = decodeEntryBundle(log.get(path) ?? new Uint8Array()) ?? [];
    expect(texts).toHaveLength(SMALL);
    for (let one = 0; one < SMALL; one += 1) {
      const left = texts.filter((_, at) => at !== one);
      expect(verify(new Map(log).set(path, encodeEntryBundle(left))).ok).toBe(
        false,
      );
      for (let other = 0; other < one; other += 1) {
        const moved = texts.map((text, at) => {
          const swapped = at === one ? texts[other] : texts[one];
          return at === one || at === other ? swapped ?? text : text;
        });
        expect(
          verify(new Map(log).set(path, encodeEntryBundle(moved))).ok,
        ).toBe(false);
      }
    }
  });

  it('finds a fork between any two checkpoints, at every place', async () => {
    for (let divergesAt = 0; divergesAt < SMALL; divergesAt += 1) {
      const fork = await sampleBundle({
        size: SMALL + 1,
        checkpointsAt: [1, SMALL + 1],
        divergesAt,
      });
      expect(verify(publishedLog(fork))).toMatchObject({ ok: true });
      expect(verify(publishedLog(fork), small.checkpoints)).toMatchObject({
        ok: false,
        reason: expect.stringContaining('forked'),
      });
    }
  });

  it('finds a log that was cut back to an earlier checkpoint', async () => {
    const earlier = await sampleBundle({ size: 1, checkpointsAt: [1] });
    expect(verify(publishedLog(earlier), small.checkpoints)).toMatchObject({
      ok: false,
      path: 'checkpoint',
      reason: expect.stringContaining('cut off'),
    });
  });

  it('trusts no other key and no other ledger', () => {
    const log = publishedLog(small);
    const read = (path: string) => log.get(path);
    expect(
      verifyTiles(read, {
        origin: ORIGIN,
        keys: [sampleSigner(2).verifierKey.text],
      }).ok,
    ).toBe(false);
    expect(verifyTiles(read, { origin: 'other', keys: KEYS }).ok).toBe(false);
    expect(verifyTiles(read, { origin: ORIGIN, keys: ['none'] }).ok).toBe(
      false,
    );
  });
});
