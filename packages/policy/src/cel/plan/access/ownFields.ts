import { CelError, CelObjectValue } from '../../values/runtimeValue';
import type { PlainMap } from '../../values/runtimeValue';

const builtIns = [Object, Array, Map, Set, Date, Uint8Array, RegExp].map(
  ({ prototype }): object => prototype,
);

/**
 * Whether a name is one that objects, lists or other built-in values have from their prototypes. Of such a name it has to be
 * asked whether a field is the object's own; all other names that are there are fields of the data.
 */
export function isInheritedName(name: string): boolean {
  return builtIns.some(prototype => name in prototype);
}

/**
 * Whether fields can be taken off a value as they are, by names that nothing inherits: objects as JSON has them, and others
 * that lack fields of such names. Cheaper than to look at the prototype, which engines do not do in line.
 */
export function hasFields(value: unknown): value is PlainMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof CelObjectValue) &&
    !(value instanceof CelError) &&
    !Array.isArray(value)
  );
}

/** Whether what has no field of a name may have it all the same, or be of a kind that has none: dates, maps, bytes. */
export function needsConversion(value: PlainMap): boolean {
  return (
    value instanceof Map || value instanceof Date || value instanceof Uint8Array
  );
}

const withoutFields: PlainMap = {};

/**
 * A field that every object seems to have, because something has been assigned to `Object.prototype`: then no data can be
 * trusted to lack it.
 */
export function fieldOfAllObjects(): string | undefined {
  // Over nothing the loop costs next to nothing.
  // eslint-disable-next-line guard-for-in -- what is inherited is what is sought
  for (const name in withoutFields) {
    return name;
  }
  return undefined;
}
