import type { CelMap, MapKey } from './celMap';
import { keysOf, lookUp } from './lookup';
import { mapKey } from './mapKey';
import { CelError } from './runtimeValue';
import type { Evaluated, PlainMap, RuntimeValue } from './runtimeValue';

/** The entries of a map that is being made, as `CelMap` keeps them. */
export type MapEntries = Map<
  MapKey,
  { readonly key: RuntimeValue; readonly value: unknown }
>;

/** Adds an entry under a key that no other has; answers why it could not. */
export function insertEntry(
  built: MapEntries,
  key: RuntimeValue,
  value: Evaluated,
): CelError | undefined {
  if (value instanceof CelError) {
    return value;
  }
  const normal = mapKey(key);
  if (normal === undefined) {
    return new CelError('unsupported key type');
  }
  if (built.has(normal)) {
    return new CelError(`insert failed: key ${String(normal)} already exists`);
  }
  built.set(normal, { key, value });
  return undefined;
}

/** Adds all entries of a map. */
export function insertEntries(
  built: MapEntries,
  added: CelMap | PlainMap,
): CelError | undefined {
  for (const key of keysOf(added)) {
    const failure = insertEntry(built, key, lookUp(added, key));
    if (failure !== undefined) {
      return failure;
    }
  }
  return undefined;
}
