import { createHash } from 'node:crypto';
import {
  appendEntry,
  appendLeaf,
  assembleProof,
  type CompactRange,
  createEd25519Signer,
  EMPTY_RANGE,
  type Hash,
  leafHashOf,
  type LedgerEntryDraft,
  nodeHashOf,
  planInclusionProof,
  rootOfRange,
  signCheckpoint,
  type StoredNode,
  verifyCheckpoint,
  verifyInclusion,
} from '../src';

/** One measurement. `ratio` is ours divided by the peer's value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly ratio?: number;
}

const LEAVES = 50_000;
const PROOFS = 5_000;
const SIGNATURES = 200;

const DRAFT: LedgerEntryDraft = {
  kind: 'step-observed',
  at: '2026-11-26T12:00:00.000Z',
  changeId: '01jd0000000000000000000000',
  revision: 1,
  actor: { type: 'system', ref: 'executor' },
  data: { step: 'apply', outcome: 'done', objects: 3 },
};

/** Measures the ledger: appends, proofs and checkpoints, one thread, nothing stored. */
export async function run(): Promise<Figure[]> {
  const leaves = Array.from({ length: LEAVES }, (_, index) =>
    leafHashOf(Uint8Array.of(index, index >> 8, index >> 16)),
  );
  const built = buildTree(leaves);
  return [
    measureEntries(),
    ...measureHashing(),
    built.figure,
    ...measureProofs(leaves, built),
    ...(await measureCheckpoints(built.range)),
  ];
}

function measureEntries(): Figure {
  let range = EMPTY_RANGE;
  const entries = LEAVES / 5;
  return perSecond('append an entry', entries, () => {
    for (let index = 0; index < entries; index += 1) {
      const appended = appendEntry(range, DRAFT);
      if (!appended.ok) {
        throw new Error(appended.reason);
      }
      range = appended.value.range;
    }
  });
}

function measureHashing(): Figure[] {
  const left = leafHashOf(Uint8Array.of(1));
  const right = leafHashOf(Uint8Array.of(2));
  const ours = perSecond('hash an inner node', LEAVES, () => {
    for (let count = 0; count < LEAVES; count += 1) {
      nodeHashOf(left, right);
    }
  });
  const native = perSecond('hash an inner node', LEAVES, () => {
    for (let count = 0; count < LEAVES; count += 1) {
      createHash('sha256')
        .update(Uint8Array.of(1))
        .update(left)
        .update(right)
        .digest();
    }
  });
  return [
    {
      ...ours,
      peer: 'node:crypto (OpenSSL)',
      ratio: ours.value / native.value,
    },
  ];
}

interface BuiltTree {
  readonly range: CompactRange;
  readonly nodes: ReadonlyMap<string, StoredNode>;
  readonly figure: Figure;
}

function buildTree(leaves: readonly Hash[]): BuiltTree {
  let range = EMPTY_RANGE;
  const nodes = new Map<string, StoredNode>();
  const figure = perSecond('append a leaf hash', LEAVES, () => {
    for (const leaf of leaves) {
      const appended = appendLeaf(range, leaf);
      range = appended.range;
      for (const node of appended.nodes) {
        nodes.set(`${node.level}/${node.index}`, node);
      }
    }
  });
  return { range, nodes, figure };
}

function measureProofs(leaves: readonly Hash[], built: BuiltTree): Figure[] {
  const proofs: Array<readonly Hash[]> = [];
  const create = perSecond(`create an inclusion proof`, PROOFS, () => {
    for (let index = 0; index < PROOFS; index += 1) {
      proofs.push(proveInclusion(index, built));
    }
  });
  const root = rootOfRange(built.range);
  const verify = perSecond(`verify an inclusion proof`, PROOFS, () => {
    for (const [index, proof] of proofs.entries()) {
      const leafHash = leaves[index] ?? root;
      const claim = { leafHash, index, size: LEAVES, root, proof };
      if (!verifyInclusion(claim).ok) {
        throw new Error(`The proof of leaf ${index} does not hold`);
      }
    }
  });
  return [create, verify];
}

function proveInclusion(index: number, built: BuiltTree): readonly Hash[] {
  const planned = planInclusionProof({ index, size: LEAVES });
  if (!planned.ok) {
    throw new Error(planned.reason);
  }
  const assembled = assembleProof(
    planned.plan,
    planned.plan.nodes.flatMap(
      ({ level, index: place }) => built.nodes.get(`${level}/${place}`) ?? [],
    ),
  );
  if (!assembled.ok) {
    throw new Error('The tree lacks a node');
  }
  return assembled.hashes;
}

async function measureCheckpoints(range: CompactRange): Promise<Figure[]> {
  const origin = 'bench.example.com/ledger';
  const signer = createEd25519Signer({
    name: origin,
    seed: new Uint8Array(32).fill(7),
  });
  const checkpoint = { origin, size: range.size, root: rootOfRange(range) };
  const started = performance.now();
  let note = '';
  for (let count = 0; count < SIGNATURES; count += 1) {
    note = await signCheckpoint(checkpoint, [signer]);
  }
  const elapsed = performance.now() - started;
  const keys = [signer.verifierKey];
  const verify = perSecond('verify a checkpoint', SIGNATURES, () => {
    for (let count = 0; count < SIGNATURES; count += 1) {
      if (!verifyCheckpoint(note, { origin, keys }).ok) {
        throw new Error('The checkpoint does not hold');
      }
    }
  });
  return [rate('sign a checkpoint', SIGNATURES, elapsed), verify];
}

function perSecond(name: string, count: number, work: () => void): Figure {
  const started = performance.now();
  work();
  return rate(name, count, performance.now() - started);
}

function rate(name: string, count: number, milliseconds: number): Figure {
  return { name, value: Math.round((count * 1000) / milliseconds), unit: '/s' };
}
