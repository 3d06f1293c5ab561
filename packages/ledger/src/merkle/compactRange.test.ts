import fc from 'fast-check';
import {
  VECTOR_LEAVES,
  VECTOR_ROOTS,
} from '../testing/certificateTransparencyVectors';
import { naiveRoot } from '../testing/naiveTree';
import { leafHashes } from '../testing/storedTree';
import {
  appendLeaf,
  appendLeaves,
  EMPTY_RANGE,
  parseCompactRange,
  rootOf,
  rootOfRange,
  serializeCompactRange,
} from './compactRange';
import { leafHashOf } from './hash';

describe('compact range', () => {
  it('has the known roots of the Certificate Transparency vectors', () => {
    const hashes = VECTOR_LEAVES.map(leafHashOf);
    const roots = VECTOR_ROOTS.map((_, size) => rootOf(hashes.slice(0, size)));
    expect(roots).toEqual(VECTOR_ROOTS);
  });

  it('has the root of the recursive definition for any leaves', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { maxLength: 200 }), contents => {
        const hashes = contents.map(leafHashOf);
        expect(rootOf(hashes)).toEqual(naiveRoot(hashes));
      }),
    );
  });

  it('gives every complete subtree once, and no other node', () => {
    const hashes = leafHashes(37);
    const { nodes } = appendLeaves(EMPTY_RANGE, hashes);
    for (const { level, index, hash } of nodes) {
      const leaves = hashes.slice(index * 2 ** level, (index + 1) * 2 ** level);
      expect(leaves).toHaveLength(2 ** level);
      expect(hash).toEqual(naiveRoot(leaves));
    }
    const places = new Set(
      nodes.map(({ level, index }) => `${level}/${index}`),
    );
    expect(nodes).toHaveLength(37 + 18 + 9 + 4 + 2 + 1);
    expect(places.size).toBe(nodes.length);
  });

  it('leaves the range it appends to as it was', () => {
    const { range } = appendLeaves(EMPTY_RANGE, leafHashes(3));
    const before = serializeCompactRange(range);
    appendLeaf(range, leafHashOf(Uint8Array.of(9)));
    expect(serializeCompactRange(range)).toBe(before);
  });

  it('goes on from its serialized form as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(150), fc.nat(150), (first, second) => {
        const hashes = leafHashes(first + second);
        const { range } = appendLeaves(EMPTY_RANGE, hashes.slice(0, first));
        const resumed = parseCompactRange(serializeCompactRange(range));
        expect(resumed).toBeDefined();
        const grown = appendLeaves(resumed ?? EMPTY_RANGE, hashes.slice(first));
        expect(rootOfRange(grown.range)).toEqual(naiveRoot(hashes));
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '[]'],
    ['a hash too few', '{"size":3,"hashes":[]}'],
    ['a hash that is too short', '{"size":1,"hashes":["AA=="]}'],
    ['a hash that is no base64', '{"size":1,"hashes":["?"]}'],
    ['a negative size', '{"size":-1,"hashes":[]}'],
    ['an unknown member', '{"size":0,"hashes":[],"more":1}'],
  ])('is not read from %s', (_, text) => {
    expect(parseCompactRange(text)).toBeUndefined();
  });

  it('refuses a leaf hash of another length', () => {
    expect(() => appendLeaf(EMPTY_RANGE, new Uint8Array(31))).toThrow(
      'A leaf hash has 32 bytes, this one has 31',
    );
  });

  it('refuses to append to a range that lacks a hash', () => {
    expect(() =>
      appendLeaf({ size: 1, hashes: [] }, new Uint8Array(32)),
    ).toThrow('lacks a hash of level 0');
  });
});
