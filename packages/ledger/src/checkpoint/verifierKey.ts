import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../bytes/base64';

/**
 * The public half of a key that signs notes, as C2SP signed-note has it.
 *
 * @public
 */
export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits, derived from name and key. Tells keys apart; proves nothing. */
  readonly keyId: string;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  /** The key as people hand it on: `name+keyId+base64`. */
  readonly text: string;
}

/**
 * A key, or why the text is none.
 *
 * @public
 */
export type ParsedKey =
  | { readonly ok: true; readonly key: VerifierKey }
  | { readonly ok: false; readonly reason: string };

/** The signature type byte of Ed25519 in C2SP signed-note. */
const ED25519 = 1;

/** Bytes in an Ed25519 public key. */
const PUBLIC_KEY_LENGTH = 32;

/**
 * Reads a verifier key, `name+keyId+base64` (C2SP signed-note, "Verifier keys"). Only Ed25519 keys are known.
 *
 * @public
 */
export function parseVerifierKey(text: string): ParsedKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name = '', keyId = '', encoded = ''] = match ?? [];
  if (!match || !isKeyName(name)) {
    return { ok: false, reason: 'a verifier key reads name+keyId+base64' };
  }
  const bytes = fromBase64(encoded);
  if (bytes?.length !== PUBLIC_KEY_LENGTH + 1 || bytes[0] !== ED25519) {
    return { ok: false, reason: 'only Ed25519 verifier keys are known' };
  }
  const key = verifierKeyOf(name, bytes.slice(1));
  return key.keyId === keyId
    ? { ok: true, key }
    : {
        ok: false,
        reason: `the key's ID is ${key.keyId}, but its text says ${keyId}; it was mistyped or changed`,
      };
}

/**
 * The verifier key for a name and a raw Ed25519 public key of 32 bytes.
 *
 * @public
 */
export function verifierKeyOf(
  name: string,
  publicKey: Uint8Array,
): VerifierKey {
  const typed = concatBytes(Uint8Array.of(ED25519), publicKey);
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
 * Whether the text can name a key: not empty, no white space, no plus sign.
 *
 * @public
 */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}
