import { isDeepStrictEqual } from 'node:util';
import {
  CONSISTENCY_CORRUPTIONS,
  type Corruptions,
  INCLUSION_CORRUPTIONS,
} from '../testing/corruptions';
import { naiveRoot } from '../testing/naiveTree';
import { leafHashes, StoredTree } from '../testing/storedTree';
import { emptyRoot, nodeHashOf } from './hash';
import {
  assembleProof,
  planConsistencyProof,
  planInclusionProof,
} from './proofPlan';
import {
  type ConsistencyClaim,
  type InclusionClaim,
  type ProofVerdict,
  verifyConsistency,
  verifyInclusion,
} from './verifyProof';

const LARGEST = 33;
const LEAVES = leafHashes(LARGEST);
const TREE = new StoredTree(LEAVES);
const ROOTS = Array.from({ length: LARGEST + 1 }, (_, size) =>
  naiveRoot(LEAVES.slice(0, size)),
);

function rootAt(size: number) {
  return ROOTS[size] ?? emptyRoot();
}

/** Every true inclusion claim about trees of up to 33 leaves. */
const INCLUSIONS: InclusionClaim[] = ROOTS.flatMap((root, size) =>
  LEAVES.slice(0, size).map((leafHash, index) => ({
    leafHash,
    index,
    size,
    root,
    proof: TREE.inclusion(index, size),
  })),
);

/** Every true consistency claim about trees of up to 33 leaves, the empty tree left out. */
const CONSISTENCIES: ConsistencyClaim[] = ROOTS.flatMap((root2, size2) =>
  ROOTS.slice(1, size2 + 1).map((root1, before) => ({
    size1: before + 1,
    root1,
    size2,
    root2,
    proof: TREE.consistency(before + 1, size2),
  })),
);

function accepted<Claim extends object>(
  claims: readonly Claim[],
  corruptions: Corruptions<Claim>,
  verify: (claim: Claim) => ProofVerdict,
) {
  const tried = new Set<string>();
  const wrong: string[] = [];
  for (const claim of claims) {
    for (const [name, corrupt] of Object.entries(corruptions)) {
      const corrupted = corrupt(claim);
      if (!isDeepStrictEqual(corrupted, claim)) {
        tried.add(name);
        if (verify(corrupted).ok) {
          wrong.push(`${name}: ${JSON.stringify(corrupted)}`);
        }
      }
    }
  }
  return { wrong, tried: [...tried].sort() };
}

describe('inclusion proofs', () => {
  it('hold for every leaf of every tree', () => {
    expect(INCLUSIONS.filter(claim => !verifyInclusion(claim).ok)).toEqual([]);
  });

  it('are refused when spoilt in any of the named ways', () => {
    expect(
      accepted(INCLUSIONS, INCLUSION_CORRUPTIONS, verifyInclusion),
    ).toEqual({ wrong: [], tried: Object.keys(INCLUSION_CORRUPTIONS).sort() });
  });

  it('are refused for their length before their hashes are compared', () => {
    const proof = TREE.inclusion(0, 8);
    const claim = { leafHash: rootAt(1), index: 0, size: 8, root: rootAt(8) };
    const withProof = (hashes: typeof proof) =>
      verifyInclusion({ ...claim, proof: hashes });
    expect(withProof(proof)).toEqual({ ok: true });
    expect(withProof(proof.slice(1))).toMatchObject({
      fault: 'proof-too-short',
    });
    expect(withProof([...proof, rootAt(8)])).toMatchObject({
      fault: 'proof-too-long',
    });
  });

  it('hold in a log of more than 2^32 entries', () => {
    const size = 2 ** 40 + 5;
    const index = 2 ** 35 + 1;
    const planned = planInclusionProof({ index, size });
    const proof = proofInUniformTree(planned);
    const root = uniformRoot(size);
    const claim = { leafHash: uniformNode(0), index, size, root, proof };
    expect(verifyInclusion(claim)).toEqual({ ok: true });
    expect(verifyInclusion({ ...claim, index: index + 2 ** 40 })).toEqual({
      ok: false,
      fault: 'position-out-of-range',
    });
  });
});

describe('consistency proofs', () => {
  it('hold between all sizes', () => {
    expect(CONSISTENCIES.filter(claim => !verifyConsistency(claim).ok)).toEqual(
      [],
    );
  });

  it('are refused when spoilt in any of the named ways', () => {
    expect(
      accepted(CONSISTENCIES, CONSISTENCY_CORRUPTIONS, verifyConsistency),
    ).toEqual({
      wrong: [],
      tried: Object.keys(CONSISTENCY_CORRUPTIONS).sort(),
    });
  });

  it('are empty from the empty tree, whose root is fixed', () => {
    const claim = {
      size1: 0,
      root1: emptyRoot(),
      size2: 5,
      root2: rootAt(5),
      proof: [],
    };
    expect(verifyConsistency(claim)).toEqual({ ok: true });
    expect(verifyConsistency({ ...claim, root1: rootAt(1) }).ok).toBe(false);
    expect(verifyConsistency({ ...claim, proof: [rootAt(1)] }).ok).toBe(false);
  });

  it('hold between logs of more than 2^32 entries', () => {
    const size1 = 2 ** 34 + 3;
    const size2 = 2 ** 40 + 5;
    const proof = proofInUniformTree(planConsistencyProof({ size1, size2 }));
    const root1 = uniformRoot(size1);
    const root2 = uniformRoot(size2);
    expect(verifyConsistency({ size1, root1, size2, root2, proof })).toEqual({
      ok: true,
    });
  });
});

/** In a tree whose leaves are all the same, all nodes of one level are the same: a huge tree needs no store. */
const uniformNodes = [leafHashes(1)[0] ?? emptyRoot()];

function uniformNode(level: number) {
  for (let next = uniformNodes.length; next <= level; next += 1) {
    const below = uniformNodes[next - 1] ?? emptyRoot();
    uniformNodes.push(nodeHashOf(below, below));
  }
  return uniformNodes[level] ?? emptyRoot();
}

function uniformRoot(size: number) {
  const levels = [...size.toString(2)].toReversed();
  const subtrees = levels.flatMap((digit, level) =>
    digit === '1' ? [uniformNode(level)] : [],
  );
  return subtrees.reduce((right, left) => nodeHashOf(left, right));
}

function proofInUniformTree(planned: ReturnType<typeof planInclusionProof>) {
  if (!planned.ok) {
    throw new Error(planned.reason);
  }
  const nodes = planned.plan.nodes.map(coordinate => ({
    ...coordinate,
    hash: uniformNode(coordinate.level),
  }));
  const assembled = assembleProof(planned.plan, nodes);
  if (!assembled.ok) {
    throw new Error('a node is missing');
  }
  return assembled.hashes;
}
