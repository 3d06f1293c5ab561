import { sha256 } from '@noble/hashes/sha2.js';
import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  utf8ToBytes,
} from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../bytes/base64';
import { verifyEd25519 } from './ed25519';
import { parseNote } from './note';
import { isKeyName } from './verifierKey';

/**
 * The key of a witness that cosigns checkpoints (C2SP tlog-cosignature, `cosignature/v1`).
 *
 * @public
 */
export interface WitnessKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly keyId: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  /** `name+keyId+base64`. */
  readonly text: string;
}

/**
 * A witness's statement: at this time, it had seen no history that contradicts the checkpoint.
 *
 * @public
 */
export interface Cosignature {
  readonly witness: WitnessKey;
  /** Seconds since the epoch, by the witness's clock. */
  readonly timestamp: number;
}

/**
 * A witness's key, or why the text is none.
 *
 * @public
 */
export type ParsedWitnessKey =
  | { readonly ok: true; readonly key: WitnessKey }
  | { readonly ok: false; readonly reason: string };

/** The signature type byte of timestamped Ed25519 cosignatures. Other algorithms have others, and are skipped. */
const COSIGNATURE_V1 = 4;

const TIMESTAMP_LENGTH = 8;
const SIGNATURE_LENGTH = 64;

/**
 * The key of a witness for a name and a raw Ed25519 public key of 32 bytes.
 *
 * @public
 */
export function witnessKeyOf(name: string, publicKey: Uint8Array): WitnessKey {
  const typed = concatBytes(Uint8Array.of(COSIGNATURE_V1), publicKey);
  const keyId = bytesToHex(
    sha256(concatBytes(utf8ToBytes(`${name}\n`), typed)).slice(0, 4),
  );
  return {
    name,
    keyId,
    publicKey,
    text: `${name}+${keyId}+${toBase64(typed)}`,
  };
}

/**
 * Reads a witness's key, `name+keyId+base64`.
 *
 * @public
 */
export function parseWitnessKey(text: string): ParsedWitnessKey {
  const [, name = '', keyId = '', encoded = ''] =
    /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || bytes?.length !== 33 || bytes[0] !== COSIGNATURE_V1) {
    return {
      ok: false,
      reason:
        'the key of a witness reads name+keyId+base64, of type 4 (cosignature/v1)',
    };
  }
  const key = witnessKeyOf(name, bytes.slice(1));
  return key.keyId === keyId
    ? { ok: true, key }
    : {
        ok: false,
        reason: `the key's ID is ${key.keyId}, but its text says ${keyId}; it was mistyped or changed`,
      };
}

/**
 * The signature line of a witness, to be put at the end of a checkpoint's note. A witness must have verified first that
 * the checkpoint continues the last one it cosigned.
 *
 * @throws TypeError when the note is none.
 *
 * @public
 */
export async function cosign(
  note: string,
  witness: {
    readonly key: WitnessKey;
    /** Seconds since the epoch. */
    readonly timestamp: number;
    readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  },
): Promise<string> {
  const parsed = parseNote(note);
  if (parsed === undefined) {
    throw new TypeError('Only a signed note can be cosigned');
  }
  const { key, timestamp } = witness;
  const signature = await witness.sign(messageOf(parsed.text, timestamp));
  const encoded = toBase64(
    concatBytes(hexToBytes(key.keyId), bigEndian(timestamp), signature),
  );
  return `\u2014 ${key.name} ${encoded}\n`;
}

/**
 * The right cosignatures by the given witnesses in a checkpoint's note; one for each witness. Wrong ones and those of
 * others are left out: they say nothing about the log.
 *
 * @public
 */
export function cosignaturesOf(
  note: string,
  witnesses: readonly WitnessKey[],
): readonly Cosignature[] {
  const parsed = parseNote(note);
  const found = new Map<WitnessKey, Cosignature>();
  for (const { name, keyId, signature } of parsed?.signatures ?? []) {
    const witness = witnesses.find(
      each => each.name === name && each.keyId === keyId,
    );
    const timestamp = timestampOf(signature);
    if (
      witness !== undefined &&
      timestamp !== undefined &&
      verifyEd25519(
        signature.slice(TIMESTAMP_LENGTH),
        messageOf(parsed?.text ?? '', timestamp),
        witness.publicKey,
      )
    ) {
      found.set(witness, { witness, timestamp });
    }
  }
  return [...found.values()];
}

function messageOf(text: string, timestamp: number): Uint8Array {
  return utf8ToBytes(`cosignature/v1\ntime ${timestamp}\n${text}`);
}

function timestampOf(signature: Uint8Array): number | undefined {
  if (signature.length !== TIMESTAMP_LENGTH + SIGNATURE_LENGTH) {
    return undefined;
  }
  const timestamp = signature
    .slice(0, TIMESTAMP_LENGTH)
    .reduce((sum, byte) => sum * 256 + byte, 0);
  return Number.isSafeInteger(timestamp) ? timestamp : undefined;
}

function bigEndian(value: number): Uint8Array {
  return Uint8Array.from(
    { length: TIMESTAMP_LENGTH },
    (_, at) => Math.floor(value / 256 ** (TIMESTAMP_LENGTH - 1 - at)) % 256,
  );
}
