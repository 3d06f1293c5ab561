import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { isKeyName, type VerifierKey, verifierKeyOf } from './verifierKey';

// The library has no SHA-512 of its own for synchronous calls.
hashes.sha512 = sha512;

/**
 * Signs notes. A key kept in a key service implements this too, hence the promise.
 *
 * @public
 */
export interface Signer {
  /** The key's name; for a ledger, its origin. */
  readonly name: string;
  /** Eight hexadecimal digits, see {@link VerifierKey.keyId}. */
  readonly keyId: string;
  /** The Ed25519 signature (64 bytes) over the message. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/**
 * A signer that holds its key in memory, with the public half.
 *
 * @public
 */
export interface Ed25519Signer extends Signer {
  readonly verifierKey: VerifierKey;
}

/**
 * A signer from an Ed25519 seed (RFC 8032 section 5.1.5) of 32 bytes.
 *
 * @throws TypeError when the seed does not have 32 bytes or the name is no key name; the message never has the seed.
 *
 * @public
 */
export function createEd25519Signer(options: {
  readonly name: string;
  readonly seed: Uint8Array;
}): Ed25519Signer {
  const { name } = options;
  if (options.seed.length !== 32) {
    throw new TypeError('An Ed25519 seed has 32 bytes');
  }
  if (!isKeyName(name)) {
    throw new TypeError(
      `A key's name has no white space and no plus sign, unlike ${JSON.stringify(
        name,
      )}`,
    );
  }
  const seed = options.seed.slice();
  const verifierKey = verifierKeyOf(name, getPublicKey(seed));
  return {
    name,
    keyId: verifierKey.keyId,
    verifierKey,
    sign: message => sign(message, seed),
  };
}

/**
 * Whether the signature is the key's over the message, by the strict rules of RFC 8032. False for anything malformed.
 *
 * @public
 */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    // The looser ZIP 215 rules accept several encodings of one signature, and keys of small order.
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
