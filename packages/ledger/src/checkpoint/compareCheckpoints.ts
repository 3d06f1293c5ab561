import { equalHashes, type Hash } from '../merkle/hash';
import { verifyConsistency } from '../merkle/verifyProof';
import { type Checkpoint } from './checkpoint';

/**
 * How two checkpoints whose signatures were checked relate.
 *
 * @public
 */
export type CheckpointComparison =
  | 'same'
  /** The proof shows that the later one continues the earlier one. */
  | 'continued'
  /** Same size, other root: proof that the key's holder signed two histories. */
  | 'forked'
  /** The proof does not show it. Either the proof is wrong or the ledger was forked: ask for another, then raise the alarm. */
  | 'unproven'
  /** They are of different ledgers. */
  | 'unrelated';

/**
 * Compares two checkpoints in whichever order, with the consistency proof between their sizes (not needed for equal sizes).
 *
 * @public
 */
export function compareCheckpoints(
  first: Checkpoint,
  second: Checkpoint,
  proof: readonly Hash[] = [],
): CheckpointComparison {
  if (first.origin !== second.origin) {
    return 'unrelated';
  }
  if (first.size === second.size) {
    return equalHashes(first.root, second.root) ? 'same' : 'forked';
  }
  const [earlier, later] =
    first.size < second.size ? [first, second] : [second, first];
  const verdict = verifyConsistency({
    size1: earlier.size,
    root1: earlier.root,
    size2: later.size,
    root2: later.root,
    proof,
  });
  return verdict.ok ? 'continued' : 'unproven';
}
