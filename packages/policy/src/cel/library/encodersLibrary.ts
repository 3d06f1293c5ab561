import { types } from '../types/celType';
import { decodeBase64, encodeBase64 } from './base64';
import type { Library } from './library';
import { overload } from './overload';
import { readingOnlyCost } from './sizeCosts';

/**
 * cel-go's encoders in version 0, which templates use, or 2, which adds the alphabet for URLs. The JSON and YAML functions of
 * versions 1 and 2 are not in it: they have no bound on their cost.
 *
 * @public
 */
export function encodersLibrary(version: 0 | 2): Library {
  return {
    name: `encoders/${version}`,
    functions: [
      {
        name: 'base64.decode',
        description: 'The bytes of a text in base 64.',
        overloads: [
          overload(
            'base64_decode_string',
            [types.string],
            types.bytes,
            (text: string) => decodeBase64(text, 'standard'),
            readingOnlyCost(0),
          ),
        ],
      },
      {
        name: 'base64.encode',
        description: 'Bytes as text in base 64.',
        overloads: [
          overload(
            'base64_encode_bytes',
            [types.bytes],
            types.string,
            (bytes: Uint8Array) => encodeBase64(bytes, 'standard'),
            readingOnlyCost(0),
          ),
        ],
      },
      ...(version >= 2 ? urlFunctions : []),
    ],
  };
}

const urlFunctions = [
  {
    name: 'base64.decodeUrl',
    description: 'The bytes of a text in base 64 for URLs.',
    overloads: [
      overload(
        'base64_decode_url_string',
        [types.string],
        types.bytes,
        (text: string) => decodeBase64(text, 'url'),
        readingOnlyCost(0),
      ),
    ],
  },
  {
    name: 'base64.encodeUrl',
    description: 'Bytes as text in base 64 for URLs.',
    overloads: [
      overload(
        'base64_encode_url_bytes',
        [types.bytes],
        types.string,
        (bytes: Uint8Array) => encodeBase64(bytes, 'url'),
        readingOnlyCost(0),
      ),
    ],
  },
];
