import type { Library } from '../../cel/library/library';
import { types } from '../../cel/types/celType';

/** `jsonpatch.escapeKey`, which mutations use to name a field with slashes in a path. */
export const jsonPatchLibrary: Library = {
  name: 'kubernetes.jsonpatch',
  functions: [
    {
      name: 'jsonpatch.escapeKey',
      description:
        'A key as a part of a JSON patch path: `/` becomes `~1` and `~` becomes `~0`.',
      overloads: [
        {
          id: 'string_jsonpatch_escapeKey_string',
          receiver: false,
          parameters: [types.string],
          result: types.string,
          evaluate: (key: string) =>
            key.replaceAll('~', '~0').replaceAll('/', '~1'),
        },
      ],
    },
  ],
};
