import type { Fields } from '@mandate/plugin-mandate-node';

const NONE: Fields = Object.freeze({});
const EMPTY: readonly Fields[] = Object.freeze([]);

/*
 * As `fieldsAt`, `textAt` and `listAt` for one step: these run some thirty times for each pod of a large cluster, where
 * paths as lists cost as much as parsing the pod.
 */

/** The mapping under a name, empty when there is none. */
export function mappingOf(value: unknown, name: string): Fields {
  const found = fieldOf(value, name);
  // safety: an object that is no list is a mapping, as all values come from JSON
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Fields)
    : NONE;
}

/** The text under a name. */
export function textOf(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** The number under a name. */
export function numberOf(value: unknown, name: string): number | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'number' ? found : undefined;
}

/** The values in the list under a name; the functions here take those that are no mappings as empty. */
export function listOf(value: unknown, name: string): readonly unknown[] {
  const found = fieldOf(value, name);
  return Array.isArray(found) ? found : EMPTY;
}

/** The value under a name. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, name)
    ? // safety: an object's own property may be read
      (value as Fields)[name]
    : undefined;
}
