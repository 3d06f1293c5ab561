import { isRecord } from './jsonValue';
import type { StructuralType } from './structuralType';

/** What names an item among those of its list, as structured-merge-diff writes it (`[name="web"]`), or why nothing does. */
export type ListItemKey =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

/** The key of an item of a list that is a set or has keys. Fields that the item leaves out count with their defaults. */
export function listItemKey(
  list: Extract<StructuralType, { kind: 'list' }>,
  item: unknown,
): ListItemKey {
  return list.merge.kind === 'associative'
    ? associativeKey(list.merge.keys, list.element, item)
    : setKey(item);
}

function associativeKey(
  keys: readonly string[],
  element: StructuralType,
  item: unknown,
): ListItemKey {
  if (item === null) {
    return failed('associative list with keys may not have a null element');
  }
  if (!isRecord(item)) {
    return failed('associative list with keys may not have non-map elements');
  }
  const parts = [...keys].sort().flatMap(key => {
    const value = Object.hasOwn(item, key) ? item[key] : fallback(element, key);
    return value === undefined ? [] : [`${key}=${JSON.stringify(value)}`];
  });
  return parts.length === 0
    ? failed(
        `associative list with keys has an element that omits all key fields [${keys
          .map(key => JSON.stringify(key))
          .join(' ')}] (and doesn't have default values for any key fields)`,
      )
    : { ok: true, text: `[${parts.join(',')}]` };
}

function fallback(element: StructuralType, key: string): unknown {
  const field = element.kind === 'struct' ? element.field(key) : undefined;
  return field?.kind === 'scalar' ? field.fallback : undefined;
}

function setKey(item: unknown): ListItemKey {
  if (item === null) {
    return failed(
      "associative list without keys has an element that's an explicit null",
    );
  }
  if (Array.isArray(item)) {
    return failed('not supported: associative list with lists as elements');
  }
  return isRecord(item)
    ? failed("associative list without keys has an element that's a map type")
    : { ok: true, text: `[=${JSON.stringify(item)}]` };
}

function failed(message: string): ListItemKey {
  return { ok: false, message };
}
