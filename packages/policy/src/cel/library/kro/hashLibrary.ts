import { types } from '../../types/celType';
import { encodeUtf8 } from '../../values/utf8';
import type { FunctionDeclaration, Library } from '../library';
import { overload } from '../overload';
import { readingOnlyCost } from '../sizeCosts';
import { md5 } from './md5';
import { sha256 } from './sha256';

/**
 * Digests of texts as bytes, as kro has them: to derive names, never to protect anything.
 *
 * @public
 */
export const hashLibrary: Library = {
  name: 'kro.hash',
  functions: [
    declare('fnv64a', fnv64a),
    declare('sha256', sha256),
    declare('md5', md5),
  ],
};

function declare(
  name: string,
  digest: (bytes: Uint8Array) => Uint8Array,
): FunctionDeclaration {
  return {
    name: `hash.${name}`,
    description: `The ${name} digest of a text.`,
    overloads: [
      overload(
        `hash.${name}_string`,
        [types.string],
        types.bytes,
        (text: string) => digest(encodeUtf8(text)),
        readingOnlyCost(0, 2),
      ),
    ],
  };
}

/** FNV-1a with 64 bits. */
function fnv64a(bytes: Uint8Array): Uint8Array {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  const digest = new Uint8Array(8);
  new DataView(digest.buffer).setBigUint64(0, hash);
  return digest;
}
