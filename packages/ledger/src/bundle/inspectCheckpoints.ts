import {
  type Checkpoint,
  type CheckpointFault,
  verifyCheckpoint,
} from '../checkpoint/checkpoint';
import { type VerifierKey } from '../checkpoint/verifierKey';
import { type BundleFailure, type BundleFault } from './bundleFailure';

/** A checkpoint whose signature is right. */
export interface SignedCheckpoint extends Checkpoint {
  /** Whether it came with the bundle, or the verifier had it before. */
  readonly from: 'bundle' | 'verifier';
}

/** Those checkpoints that are signed, and the failure of the first that is not. */
export interface InspectedCheckpoints {
  readonly signed: readonly SignedCheckpoint[];
  readonly failure: BundleFailure | undefined;
}

const FAULTS: Readonly<Record<CheckpointFault, BundleFault>> = {
  malformed: 'forged-checkpoint',
  'bad-signature': 'forged-checkpoint',
  'unknown-signer': 'wrong-key',
  'other-origin': 'other-origin',
};

/** Checks the signatures of all checkpoints. */
export function inspectCheckpoints(
  notes: readonly string[],
  expected: {
    readonly from: SignedCheckpoint['from'];
    readonly origin: string;
    readonly keys: readonly VerifierKey[];
  },
): InspectedCheckpoints {
  const signed: SignedCheckpoint[] = [];
  let failure: BundleFailure | undefined;
  for (const [position, note] of notes.entries()) {
    const verdict = verifyCheckpoint(note, expected);
    if (verdict.ok) {
      signed.push({ ...verdict.checkpoint, from: expected.from });
    } else {
      const which =
        expected.from === 'bundle'
          ? `Checkpoint ${position + 1} of the bundle`
          : `Known checkpoint ${position + 1}`;
      failure ??= {
        ok: false,
        fault: FAULTS[verdict.fault],
        reason: `${which} cannot be trusted: ${verdict.reason}.`,
      };
    }
  }
  return { signed, failure };
}
