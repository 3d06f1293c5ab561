import { types } from '../../types/celType';
import type { Library } from '../library';
import { overload } from '../overload';
import { readingCost } from '../sizeCosts';

/**
 * `jsonpatch.escapeKey('a/b')`, which is `a~1b`: a key as a part of a JSON pointer (RFC 6901 section 3). Only mutating admission
 * policies have it.
 *
 * @public
 */
export const jsonPatchLibrary: Library = {
  name: 'kubernetes.jsonpatch',
  functions: [
    {
      name: 'jsonpatch.escapeKey',
      description: 'A key as part of a JSON pointer.',
      overloads: [
        overload(
          'string_jsonpatch_escapeKey_string',
          [types.string],
          types.string,
          (key: string) => key.replace(/~/g, '~0').replace(/\//g, '~1'),
          readingCost(0),
        ),
      ],
    },
  ],
};
