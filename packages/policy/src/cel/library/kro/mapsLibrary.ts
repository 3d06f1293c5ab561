import { types } from '../../types/celType';
import { CelMap } from '../../values/celMap';
import type { MapKey } from '../../values/celMap';
import { mapKey } from '../../values/mapKey';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import type { Library } from '../library';
import { mapEntries } from '../mapEntries';
import { member } from '../overload';
import { countOf } from '../sizeCosts';
import type { CallCost } from '../sizeCosts';

const map = types.map(types.parameter('K'), types.parameter('V'));
const maximumDepth = 100;

/** Each entry of both maps is taken once. */
const mergeCost: CallCost = {
  cost: ([left, right]) => 1 + countOf(left) + countOf(right),
  estimate: ([left, right]) => ({
    cost: {
      minimum: 1 + left.minimum + right.minimum,
      maximum: 1 + left.maximum + right.maximum,
    },
    resultSize: {
      minimum: Math.max(left.minimum, right.minimum),
      maximum: left.maximum + right.maximum,
    },
  }),
};

/**
 * kro's maps: `merge` takes the second map's entry where both have a key, `deepMerge` merges maps within.
 *
 * @public
 */
export const mapsLibrary: Library = {
  name: 'kro.maps',
  functions: [
    {
      name: 'merge',
      description: "Both maps' entries; the second's where both have a key.",
      overloads: [
        member(
          'map_merge',
          [map, map],
          map,
          (left: RuntimeValue, right: RuntimeValue) =>
            merged(left, right, (_, value) => value),
          mergeCost,
        ),
      ],
    },
    {
      name: 'deepMerge',
      description: 'The same, with maps in both merged too.',
      overloads: [
        member(
          'dyn_deepmerge_dyn',
          [types.dyn, types.dyn],
          types.dyn,
          (left: RuntimeValue, right: RuntimeValue) =>
            deepMerged(left, right, 0),
          { ...mergeCost, estimate: undefined },
        ),
      ],
    },
  ],
};

function deepMerged(
  left: RuntimeValue,
  right: RuntimeValue,
  depth: number,
): Evaluated {
  if (depth > maximumDepth) {
    return new CelError('deepMerge: the maps are nested too deep');
  }
  return merged(left, right, (mine, theirs) =>
    isMap(mine) && isMap(theirs) ? deepMerged(mine, theirs, depth + 1) : theirs,
  );
}

function merged(
  left: RuntimeValue,
  right: RuntimeValue,
  both: (mine: Evaluated, theirs: Evaluated) => Evaluated,
): Evaluated {
  const leftEntries = mapEntries(left);
  const rightEntries = mapEntries(right);
  if (leftEntries === undefined || rightEntries === undefined) {
    return new CelError('no such overload');
  }
  const entries = new Map<MapKey, { key: RuntimeValue; value: Evaluated }>();
  for (const [key, value] of [...leftEntries, ...rightEntries]) {
    const normal = mapKey(key);
    if (normal !== undefined) {
      const known = entries.get(normal);
      const chosen = known === undefined ? value : both(known.value, value);
      if (chosen instanceof CelError) {
        return chosen;
      }
      entries.set(normal, { key, value: chosen });
    }
  }
  return new CelMap(entries);
}

function isMap(value: Evaluated): value is RuntimeValue {
  return !(value instanceof CelError) && mapEntries(value) !== undefined;
}
