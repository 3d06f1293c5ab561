import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/**
 * A SHA-256 hash: always 32 bytes.
 *
 * @public
 */
export type Hash = Uint8Array;

/**
 * Bytes in a {@link Hash}.
 *
 * @public
 */
export const HASH_LENGTH = 32;

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

/**
 * The hash of a leaf: SHA-256(0x00 ‖ content), RFC 6962 section 2.1.
 *
 * @public
 */
export function leafHashOf(content: Uint8Array): Hash {
  return sha256(concatBytes(LEAF_PREFIX, content));
}

/**
 * The hash of an inner node: SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1.
 *
 * @public
 */
export function nodeHashOf(left: Hash, right: Hash): Hash {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}

/**
 * The root of the tree without leaves: SHA-256 of nothing, RFC 6962 section 2.1.
 *
 * @public
 */
export function emptyRoot(): Hash {
  return sha256(new Uint8Array());
}

/**
 * Whether two hashes are the same. They are public, so the comparison need not take constant time.
 *
 * @public
 */
export function equalHashes(first: Hash, second: Hash): boolean {
  return (
    first.length === second.length &&
    first.every((byte, position) => byte === second[position])
  );
}

/**
 * Whether the bytes can be a {@link Hash} at all.
 *
 * @public
 */
export function isHash(bytes: Uint8Array): boolean {
  return bytes.length === HASH_LENGTH;
}
