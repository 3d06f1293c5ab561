import fc from 'fast-check';
import { rootOf } from '../merkle/compactRange';
import { type Hash } from '../merkle/hash';
import { leafHashes } from '../testing/storedTree';
import { decodeEntryBundle, encodeEntryBundle } from './entryBundle';
import { logPath, newTiles, parseLogPath, type Tile, TILE_WIDTH } from './tile';
import { borderNode, packedNode, packTile, placeOf } from './tileNodes';

const tiles = fc.record({
  level: fc.integer({ min: 0, max: 6 }),
  index: fc.oneof(fc.nat(2_000), fc.nat({ max: 10 ** 9 })),
  width: fc.integer({ min: 1, max: TILE_WIDTH }),
});

describe('paths of tiles', () => {
  it.each<[path: string, tile: Tile]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/1/000.p/3', { level: 1, index: 0, width: 3 }],
    ['tile/0/x001/234', { level: 0, index: 1_234, width: 256 }],
    ['tile/0/x001/x234/067.p/8', { level: 0, index: 1_234_067, width: 8 }],
  ])('are those of C2SP tlog-tiles: %s', (path, tile) => {
    expect(logPath({ type: 'tile', tile })).toBe(path);
    expect(parseLogPath(path)).toEqual({ type: 'tile', tile });
  });

  it('read back as what they were written for', () => {
    fc.assert(
      fc.property(tiles, tile => {
        const hashes = { type: 'tile', tile } as const;
        const entries = {
          type: 'entries',
          tile: { ...tile, level: 0 },
        } as const;
        expect(parseLogPath(logPath(hashes))).toEqual(hashes);
        expect(parseLogPath(logPath(entries))).toEqual(entries);
      }),
    );
    expect(parseLogPath('checkpoint')).toEqual({ type: 'checkpoint' });
  });

  it.each([
    '',
    'tile',
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/00/000',
    'tile/64/000',
    'tile/entries/000/',
    'tile/0/../checkpoint',
    'tile/0/x999/x999/x999/x999/x999/999',
    '/checkpoint',
  ])('are not %j', path => {
    expect(parseLogPath(path)).toBeUndefined();
  });
});

describe('newTiles', () => {
  it('names each tile of a log once, however it grew', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(300_000), { minLength: 1, maxLength: 4 }),
        sizes => {
          const published = new Set<string>();
          let from = 0;
          for (const size of sizes.toSorted((a, b) => a - b)) {
            for (const tile of newTiles({ from, size })) {
              const path = logPath({ type: 'tile', tile });
              expect(published.has(path)).toBe(false);
              published.add(path);
            }
            from = size;
          }
          for (const tile of newTiles({ from: 0, size: from })) {
            expect(published).toContain(logPath({ type: 'tile', tile }));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('has all hashes of each level', () => {
    const size = 70_000;
    const counts = new Map<number, number>();
    for (const { level, width } of newTiles({ from: 0, size })) {
      counts.set(level, (counts.get(level) ?? 0) + width);
    }
    expect([...counts]).toEqual([
      [0, 70_000],
      [1, 273],
      [2, 1],
    ]);
  });
});

describe('nodes in tiles', () => {
  const leaves = leafHashes(TILE_WIDTH);
  const { nodes, root } = packTile(leaves);

  it('begin with the published tile', () => {
    const published = leaves.flatMap(hash => [...hash]);
    expect([...nodes.slice(0, published.length)]).toEqual(published);
  });

  it('are the roots of their subtrees, packed and at the border', () => {
    expect(root).toEqual(rootOf(leaves));
    for (let level = 0; level < 8; level += 1) {
      for (let index = 0; index < 2 ** (8 - level); index += 1) {
        const place = placeOf({ level, index });
        const across = 2 ** level;
        const expected = rootOf(
          leaves.slice(index * across, (index + 1) * across),
        );
        expect(packedNode(nodes, place)).toEqual(expected);
        expect(borderNode(leaves, place)).toEqual(expected);
      }
    }
  });

  it('belong to one tile each', () => {
    expect(placeOf({ level: 11, index: 77 })).toEqual({
      tileLevel: 1,
      tileIndex: 2,
      height: 3,
      position: 13,
    });
    expect(placeOf({ level: 8, index: 256 })).toEqual({
      tileLevel: 1,
      tileIndex: 1,
      height: 0,
      position: 0,
    });
  });

  it('are missing beyond the border and in damaged bytes', () => {
    const few: readonly Hash[] = leaves.slice(0, 5);
    expect(borderNode(few, { height: 1, position: 1 })).toBeDefined();
    expect(borderNode(few, { height: 1, position: 2 })).toBeUndefined();
    expect(
      packedNode(nodes.slice(1), { height: 0, position: 0 }),
    ).toBeUndefined();
    expect(() => packTile(few)).toThrow('256');
  });
});

describe('entry bundles', () => {
  it('give back the texts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 256 }),
        texts => {
          expect(decodeEntryBundle(encodeEntryBundle(texts))).toEqual(texts);
        },
      ),
    );
    const longest = ['x'.repeat(65_535)];
    expect(decodeEntryBundle(encodeEntryBundle(longest))).toEqual(longest);
    expect(() => encodeEntryBundle(['x'.repeat(65_536)])).toThrow('65535');
  });

  it('are refused when cut off or malformed', () => {
    const bundle = encodeEntryBundle(['one', 'two']);
    for (const length of [1, 2, 4, 6, 9]) {
      expect(decodeEntryBundle(bundle.slice(0, length))).toBeUndefined();
    }
    expect(decodeEntryBundle(Uint8Array.of(0, 1, 0xff))).toBeUndefined();
    expect(
      decodeEntryBundle(encodeEntryBundle(Array(257).fill(''))),
    ).toBeUndefined();
  });
});
