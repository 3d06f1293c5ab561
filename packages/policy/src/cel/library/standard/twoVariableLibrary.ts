import { traversalOf } from '../callCost';
import type { Library } from '../library';
import { twoVariableMacros } from '../macros/twoVariableMacros';
import { overload } from '../overload';
import { types } from '../../types/celType';
import { CelMap } from '../../values/celMap';
import type { MapEntries } from '../../values/mapEntries';
import { insertEntries, insertEntry } from '../../values/mapEntries';
import type {
  CelError,
  Evaluated,
  PlainMap,
  RuntimeValue,
} from '../../values/runtimeValue';

const k = types.parameter('K');
const v = types.parameter('V');
const mapOfKV = types.map(k, v);

/**
 * Macros over index and item, or key and value: `all`, `exists`, `existsOne`, `transformList`, `transformMap` and
 * `transformMapEntry`.
 *
 * @public
 */
export const twoVariableLibrary: Library = {
  name: 'two-variable-comprehensions',
  functions: [
    {
      // What the macros call; the planner has loops that build the map in place.
      name: 'cel.@mapInsert',
      overloads: [
        overload(
          '@mapInsert_map_key_value',
          [mapOfKV, k, v],
          mapOfKV,
          (map: CelMap | PlainMap, key: RuntimeValue, value: RuntimeValue) =>
            extended(map, built => insertEntry(built, key, value)),
          traversalOf(0),
        ),
        overload(
          '@mapInsert_map_map',
          [mapOfKV, mapOfKV],
          mapOfKV,
          (map: CelMap | PlainMap, added: CelMap | PlainMap) =>
            extended(map, built => insertEntries(built, added)),
          traversalOf(0, 1),
        ),
      ],
    },
  ],
  macros: twoVariableMacros,
};

/** A copy of a map with more in it, or why it cannot be made. */
function extended(
  map: CelMap | PlainMap,
  insert: (built: MapEntries) => CelError | undefined,
): Evaluated {
  const built: MapEntries = new Map();
  return insertEntries(built, map) ?? insert(built) ?? new CelMap(built);
}
