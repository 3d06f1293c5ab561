import { types } from '../types/celType';
import { decodeBase64, encodeBase64 } from './base64';
import { encodeJson } from './encodeJson';
import type { Library } from './library';
import { overload } from './overload';
import { countOf, readingOnlyCost } from './sizeCosts';

/** Each three bytes are written as four letters of their own. */
const writingCost = readingOnlyCost(0, 3);

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
        writingCost,
      ),
    ],
  },
];

/**
 * cel-go's encoders in version 1, base 64 and `json.encode`, or 2, which adds the alphabet for URLs. The functions of version 2
 * that read JSON and YAML are not in it: they have no bound on their cost.
 *
 * @public
 */
export function encodersLibrary(version: 1 | 2): Library {
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
            writingCost,
          ),
        ],
      },
      {
        name: 'json.encode',
        description: 'A value as JSON text, keys in order.',
        overloads: [
          overload('json_encode_dyn', [types.dyn], types.string, encodeJson, {
            cost: (_, result) => Math.max(1, Math.ceil(countOf(result) * 0.2)),
            estimate: () => ({ cost: { minimum: 1, maximum: Infinity } }),
          }),
        ],
      },
      ...(version >= 2 ? urlFunctions : []),
    ],
  };
}
