import { appendLeaves, EMPTY_RANGE } from '../merkle/compactRange';
import { type Hash, leafHashOf } from '../merkle/hash';
import { type StoredNode } from '../merkle/node';
import {
  assembleProof,
  planConsistencyProof,
  planInclusionProof,
  type Planned,
} from '../merkle/proofPlan';

/** Distinct leaf hashes. */
export function leafHashes(count: number): Hash[] {
  return Array.from({ length: count }, (_, index) =>
    leafHashOf(Uint8Array.of(index % 256, Math.floor(index / 256))),
  );
}

/** A tree as a store holds it: the nodes that appending gave, and nothing else. */
export class StoredTree {
  readonly #nodes: readonly StoredNode[];

  constructor(leaves: readonly Hash[]) {
    this.#nodes = appendLeaves(EMPTY_RANGE, leaves).nodes;
  }

  /** The hashes of a planned proof, reading only what the plan asks for. */
  prove(planned: Planned): readonly Hash[] {
    if (!planned.ok) {
      throw new Error(planned.reason);
    }
    const { plan } = planned;
    const read = this.#nodes.filter(node =>
      plan.nodes.some(
        ({ level, index }) => level === node.level && index === node.index,
      ),
    );
    const assembled = assembleProof(plan, read);
    if (!assembled.ok) {
      throw new Error(`Missing ${JSON.stringify(assembled.missing)}`);
    }
    return assembled.hashes;
  }

  inclusion(index: number, size: number): readonly Hash[] {
    return this.prove(planInclusionProof({ index, size }));
  }

  consistency(size1: number, size2: number): readonly Hash[] {
    return this.prove(planConsistencyProof({ size1, size2 }));
  }
}
