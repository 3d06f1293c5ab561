import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { fromBase64, toBase64 } from '../bytes/base64';
import { HASH_LENGTH } from '../merkle/hash';
import { canonicalJson, isJsonValue, type JsonValue } from './canonicalJson';

/**
 * Bytes in a salt. As long as the hash, so that guessing the value (a name, an address) stays hopeless once the salt is erased.
 *
 * @public
 */
export const SALT_LENGTH = 32;

/**
 * Base64 of exactly 32 bytes, in its one canonical form.
 *
 * @public
 */
export const Base64HashSchema = z
  .string()
  .refine(
    text => fromBase64(text)?.length === HASH_LENGTH,
    'must be base64 of 32 bytes',
  );

/**
 * Stands in an entry for personal data. The entry never changes; erasing the {@link Opening} kept outside makes the
 * value unknowable while every proof stays valid.
 *
 * @public
 */
export const CommitmentSchema = z
  .strictObject({ commitment: Base64HashSchema })
  .readonly();

/**
 * A commitment as it stands in an entry.
 *
 * @public
 */
export type Commitment = z.infer<typeof CommitmentSchema>;

/**
 * What opens a commitment: kept outside the ledger, and erasable.
 *
 * @public
 */
export const OpeningSchema = z
  .strictObject({
    salt: Base64HashSchema,
    value: z.custom<JsonValue>(isJsonValue, 'must be JSON'),
  })
  .readonly();

/**
 * What opens one commitment: the salt and the value.
 *
 * @public
 */
export type Opening = z.infer<typeof OpeningSchema>;

/**
 * An opening with the place of its commitment in the entry, as JSON pointer (RFC 6901): `/actor/ref`.
 *
 * @public
 */
export const LocatedOpeningSchema = OpeningSchema.unwrap()
  .extend({ at: z.string() })
  .readonly();

/**
 * An opening with the place of its commitment, as it reads.
 *
 * @public
 */
export type LocatedOpening = z.infer<typeof LocatedOpeningSchema>;

/**
 * Commits to a value: base64 of SHA-256(domain ‖ salt ‖ canonical JSON). The salt must come from a cryptographic source
 * of randomness and be used once; this package has none, so the caller passes it.
 *
 * @throws TypeError when the salt does not have 32 bytes or the value is not JSON.
 *
 * @public
 */
export function commit(of: {
  readonly salt: Uint8Array;
  readonly value: JsonValue;
}): { readonly commitment: Commitment; readonly opening: Opening } {
  return {
    commitment: { commitment: toBase64(digestOf(of.salt, of.value)) },
    opening: { salt: toBase64(of.salt), value: of.value },
  };
}

/**
 * Whether the opening is the one that was committed to.
 *
 * @public
 */
export function verifyCommitment(
  commitment: Commitment,
  opening: Opening,
): boolean {
  const salt = fromBase64(opening.salt);
  return (
    salt?.length === SALT_LENGTH &&
    isJsonValue(opening.value) &&
    toBase64(digestOf(salt, opening.value)) === commitment.commitment
  );
}

/** Keeps commitments apart from every other hash in the ledger; the zero byte ends it. */
const DOMAIN = utf8ToBytes('mandate.dev/ledger/commitment/v1\0');

function digestOf(salt: Uint8Array, value: JsonValue): Uint8Array {
  if (salt.length !== SALT_LENGTH) {
    throw new TypeError(
      `The salt of a commitment has ${SALT_LENGTH} bytes, this one has ${salt.length}`,
    );
  }
  return sha256(concatBytes(DOMAIN, salt, utf8ToBytes(canonicalJson(value))));
}
