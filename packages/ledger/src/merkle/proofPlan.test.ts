import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import {
  CONSISTENCY_VECTORS,
  INCLUSION_VECTORS,
  VECTOR_LEAVES,
} from '../testing/certificateTransparencyVectors';
import {
  naiveConsistency,
  naiveInclusion,
  naiveRoot,
} from '../testing/naiveTree';
import { leafHashes, StoredTree } from '../testing/storedTree';
import { leafHashOf } from './hash';
import {
  assembleProof,
  planConsistencyProof,
  planInclusionProof,
  planRoot,
} from './proofPlan';

const LARGEST = 70;
const LEAVES = leafHashes(LARGEST);
const TREE = new StoredTree(LEAVES);
const VECTOR_TREE = new StoredTree(VECTOR_LEAVES.map(leafHashOf));

const sizeAndPart = fc
  .integer({ min: 1, max: LARGEST })
  .chain(size => fc.tuple(fc.constant(size), fc.nat(size)));

describe('proofs from stored nodes', () => {
  it.each(INCLUSION_VECTORS)(
    'include leaf $index of $size as in the Certificate Transparency vectors',
    ({ index, size, proof }) => {
      expect(VECTOR_TREE.inclusion(index, size).map(bytesToHex)).toEqual(proof);
    },
  );

  it.each(CONSISTENCY_VECTORS)(
    'lead from $size1 to $size2 as in the Certificate Transparency vectors',
    ({ size1, size2, proof }) => {
      expect(VECTOR_TREE.consistency(size1, size2).map(bytesToHex)).toEqual(
        proof,
      );
    },
  );

  it('are the inclusion proofs of the recursive definition', () => {
    fc.assert(
      fc.property(sizeAndPart, ([size, part]) => {
        const index = part % size;
        expect(TREE.inclusion(index, size)).toEqual(
          naiveInclusion(index, LEAVES.slice(0, size)),
        );
      }),
    );
  });

  it('are the consistency proofs of the recursive definition', () => {
    fc.assert(
      fc.property(sizeAndPart, ([size2, size1]) => {
        expect(TREE.consistency(size1, size2)).toEqual(
          naiveConsistency(size1, LEAVES.slice(0, size2)),
        );
      }),
    );
  });

  it('give the root of every earlier size, the empty tree among them', () => {
    for (let size = 0; size <= LARGEST; size += 1) {
      expect(TREE.prove(planRoot(size))).toEqual([
        naiveRoot(LEAVES.slice(0, size)),
      ]);
    }
  });

  it('read few nodes, each once, even of a log of 2^40 entries', () => {
    const size = 2 ** 40 + 12345;
    const planned = planInclusionProof({ index: 2 ** 33 + 7, size });
    if (!planned.ok) {
      throw new Error(planned.reason);
    }
    const { nodes, elements } = planned.plan;
    expect(elements).toHaveLength(41);
    expect(nodes.length).toBeLessThan(60);
    expect(new Set(nodes.map(node => `${node.level}/${node.index}`)).size).toBe(
      nodes.length,
    );
    for (const { level, index } of nodes) {
      expect((index + 1) * 2 ** level).toBeLessThanOrEqual(size);
    }
  });

  it('name the node that the store did not give', () => {
    const planned = planInclusionProof({ index: 0, size: 2 });
    if (!planned.ok) {
      throw new Error(planned.reason);
    }
    expect(assembleProof(planned.plan, [])).toEqual({
      ok: false,
      missing: { level: 0, index: 1 },
    });
  });

  it.each([
    [{ index: 3, size: 3 }],
    [{ index: -1, size: 3 }],
    [{ index: 0.5, size: 3 }],
    [{ index: 0, size: NaN }],
    [{ index: 0, size: 2 ** 53 }],
  ])('are refused for the entry %j', position => {
    expect(planInclusionProof(position).ok).toBe(false);
  });

  it.each([
    [{ size1: 4, size2: 3 }],
    [{ size1: -1, size2: 3 }],
    [{ size1: 1, size2: 1.5 }],
  ])('are refused for the sizes %j', sizes => {
    expect(planConsistencyProof(sizes).ok).toBe(false);
  });

  it('are refused for a root of a negative size', () => {
    expect(planRoot(-1).ok).toBe(false);
  });
});
