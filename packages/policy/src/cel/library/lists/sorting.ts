import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { compareValues } from '../../values/compareValues';
import { fromNative } from '../../values/fromNative';
import { CelError } from '../../values/runtimeValue';
import type { RuntimeValue } from '../../values/runtimeValue';
import { typeOf } from '../../values/typeOf';

/** The types that have an order, by the name that cel-go's overload ids give them. */
export const sortableKinds: readonly (readonly [string, CelType])[] = [
  ['int', types.int],
  ['uint', types.uint],
  ['double', types.double],
  ['bool', types.bool],
  ['google.protobuf.Duration', types.duration],
  ['google.protobuf.Timestamp', types.timestamp],
  ['string', types.string],
  ['bytes', types.bytes],
];

/** The items in ascending order; all must be of one type. */
export function sort(list: readonly unknown[]): readonly unknown[] | CelError {
  return sortByKeys(list, list);
}

/** The items in ascending order of the keys at the same places; equal keys keep their items' order. */
export function sortByKeys(
  list: readonly unknown[],
  keys: readonly unknown[],
): readonly unknown[] | CelError {
  if (list.length !== keys.length) {
    return new CelError(
      `@sortByAssociatedKeys() expected a list of the same size as the associated keys list, but got ${list.length} and ${keys.length} elements respectively`,
    );
  }
  const entries: { readonly key: RuntimeValue; readonly item: unknown }[] = [];
  for (const [place, nativeKey] of keys.entries()) {
    const key = fromNative(nativeKey);
    if (key instanceof CelError) {
      return key;
    }
    entries.push({ key, item: list[place] });
  }
  const fault = orderFault(entries.map(entry => entry.key));
  return (
    fault ??
    entries
      // Not a number: NaN is ordered with nothing.
      .sort((left, right) => compareValues(left.key, right.key) || 0)
      .map(entry => entry.item)
  );
}

function orderFault(keys: readonly RuntimeValue[]): CelError | undefined {
  if (keys.length === 0) {
    return undefined;
  }
  const [first] = keys;
  if (compareValues(first, first) === undefined) {
    return new CelError('list elements must be comparable');
  }
  const type = typeOf(first).name;
  return keys.every(key => typeOf(key).name === type)
    ? undefined
    : new CelError('list elements must have the same type');
}
