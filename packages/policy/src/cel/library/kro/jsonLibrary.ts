import { types } from '../../types/celType';
import type { Library } from '../library';
import { overload } from '../overload';
import { countOf, readingOnlyCost } from '../sizeCosts';
import { marshalJson } from './marshalJson';
import { unmarshalJson } from './unmarshalJson';

/**
 * kro's `json.marshal` and `json.unmarshal`.
 *
 * @public
 */
export const jsonLibrary: Library = {
  name: 'kro.json',
  functions: [
    {
      name: 'json.unmarshal',
      description: 'The value of a JSON text; its numbers are doubles.',
      overloads: [
        overload(
          'json.unmarshal_string',
          [types.string],
          types.dyn,
          unmarshalJson,
          readingOnlyCost(0, 2),
        ),
      ],
    },
    {
      name: 'json.marshal',
      description: 'A value as JSON text, keys in order.',
      overloads: [
        overload('json.marshal_dyn', [types.dyn], types.string, marshalJson, {
          cost: (_, result) =>
            typeof result === 'string' ? Math.ceil(countOf(result) * 0.2) : 1,
          estimate: () => ({ cost: { minimum: 1, maximum: Infinity } }),
        }),
      ],
    },
  ],
};
