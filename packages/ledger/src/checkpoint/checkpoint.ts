import { fromBase64, toBase64 } from '../bytes/base64';
import { type Hash, isHash } from '../merkle/hash';
import { type Signer } from './ed25519';
import { type NoteFault, signNote, verifyNote } from './note';
import { isKeyName, type VerifierKey } from './verifierKey';

/**
 * What a ledger commits to at one moment (C2SP tlog-checkpoint).
 *
 * @public
 */
export interface Checkpoint {
  /** Which ledger: a URL without scheme, such as `portal.example.com/ledger`. Also the name of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/**
 * Why a checkpoint was not accepted.
 *
 * @public
 */
export type CheckpointFault = NoteFault | 'other-origin';

/**
 * The outcome of opening a signed checkpoint.
 *
 * @public
 */
export type CheckpointVerdict =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly signers: readonly VerifierKey[];
    }
  | {
      readonly ok: false;
      readonly fault: CheckpointFault;
      readonly reason: string;
    };

/**
 * Writes and signs a checkpoint.
 *
 * @throws TypeError when origin, size or root cannot be in one.
 *
 * @public
 */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * Opens a signed checkpoint: signed by one of the keys, and well formed. Its origin must be the one asked for.
 *
 * @public
 */
export function verifyCheckpoint(
  note: string,
  expected: { readonly origin: string; readonly keys: readonly VerifierKey[] },
): CheckpointVerdict {
  const opened = verifyNote(note, expected.keys);
  if (!opened.ok) {
    return opened;
  }
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === undefined) {
    return {
      ok: false,
      fault: 'malformed',
      reason: 'the signed text is not a checkpoint (C2SP tlog-checkpoint)',
    };
  }
  return checkpoint.origin === expected.origin
    ? { ok: true, checkpoint, signers: opened.signers }
    : {
        ok: false,
        fault: 'other-origin',
        reason: `it is of the ledger ${checkpoint.origin}, not of ${expected.origin}`,
      };
}

/**
 * The text of a checkpoint: origin, size and root, a line each.
 *
 * @throws TypeError when origin, size or root cannot be in one.
 *
 * @public
 */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint;
  if (!isKeyName(origin) || !Number.isSafeInteger(size) || size < 0) {
    throw new TypeError(
      `No checkpoint can have the origin ${JSON.stringify(
        origin,
      )} and the size ${size}`,
    );
  }
  if (!isHash(root)) {
    throw new TypeError(`A root has 32 bytes, this one has ${root.length}`);
  }
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads a checkpoint's text, or `undefined`. Extension lines, which C2SP allows after the root, are skipped.
 *
 * @public
 */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', decimal = '', encoded = '', ...rest] = text.split('\n');
  const extensions = rest.slice(0, -1);
  if (rest.at(-1) !== '' || extensions.includes('') || !isKeyName(origin)) {
    return undefined;
  }
  const size = /^(0|[1-9][0-9]{0,15})$/.test(decimal) ? Number(decimal) : -1;
  const root = fromBase64(encoded);
  if (!Number.isSafeInteger(size) || size < 0 || !root || !isHash(root)) {
    return undefined;
  }
  return { origin, size, root };
}
