import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toBase64 } from '../bytes/base64';
import { StoredTree } from '../testing/storedTree';
import { rootOf } from './compactRange';
import { leafHashOf } from './hash';

const vectors = z
  .object({
    roots: z.array(z.object({ size: z.number(), root: z.string() })),
    inclusion: z.array(
      z.object({
        index: z.number(),
        size: z.number(),
        proof: z.array(z.string()),
      }),
    ),
    consistency: z.array(
      z.object({
        size1: z.number(),
        size2: z.number(),
        proof: z.array(z.string()),
      }),
    ),
  })
  .parse(
    JSON.parse(
      readFileSync(join(__dirname, '../../testdata/goVectors.json'), 'utf8'),
    ),
  );

const leaves = Array.from({ length: 300 }, (_, index) =>
  leafHashOf(Uint8Array.of(index % 256, Math.floor(index / 256))),
);
const tree = new StoredTree(leaves);

describe('what Go’s implementations answered', () => {
  it.each(vectors.roots)('is our root of $size leaves', ({ size, root }) => {
    expect(toBase64(rootOf(leaves.slice(0, size)))).toBe(root);
  });

  it.each(vectors.inclusion)(
    'is our proof of leaf $index in $size',
    ({ index, size, proof }) => {
      expect(tree.inclusion(index, size).map(toBase64)).toEqual(proof);
    },
  );

  it.each(vectors.consistency)(
    'is our proof that $size2 leaves continue $size1',
    ({ size1, size2, proof }) => {
      expect(tree.consistency(size1, size2).map(toBase64)).toEqual(proof);
    },
  );
});
