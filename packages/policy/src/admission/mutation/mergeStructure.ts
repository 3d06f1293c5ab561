import { isRecord, setField } from './jsonValue';
import type { JsonRecord } from './jsonValue';
import { listItemKey } from './listItemKey';
import type { StructuralType } from './structuralType';

const untyped: StructuralType = { kind: 'untyped', atomic: false };
const nothing: JsonRecord = {};

/**
 * Merges a patch into a live value by structured-merge-diff's rules: structs and maps field by field, lists with keys item by
 * item, sets as unions, everything atomic replaced. Both fit the type; the live value may hold duplicate keys.
 */
export function mergeStructure(
  live: unknown,
  patch: unknown,
  type: StructuralType,
): unknown {
  if (patch === undefined || live === undefined) {
    return patch === undefined ? live : patch;
  }
  switch (type.kind) {
    case 'map':
    case 'struct':
      return type.atomic
        ? patch
        : mergeFields(live, patch, name =>
            type.kind === 'map' ? type.element : type.field(name) ?? untyped,
          );
    case 'list':
      return type.merge.kind === 'atomic'
        ? patch
        : mergeItems(live, patch, type);
    case 'untyped':
      return type.atomic || !isRecord(live) || !isRecord(patch)
        ? patch
        : mergeFields(live, patch, () => type);
    default:
      return patch;
  }
}

function mergeFields(
  live: unknown,
  patch: unknown,
  typeOf: (name: string) => StructuralType,
): unknown {
  const before = isRecord(live) ? live : nothing;
  const changes = isRecord(patch) ? patch : nothing;
  // Two that are empty stay as they are, so that null and {} are told apart.
  if (Object.keys(before).length === 0 && Object.keys(changes).length === 0) {
    return patch;
  }
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(changes)) {
    setField(
      merged,
      name,
      Object.hasOwn(before, name)
        ? mergeStructure(before[name], value, typeOf(name))
        : value,
    );
  }
  return merged;
}

interface Item {
  readonly key: string;
  readonly value: unknown;
}

/**
 * The order is that of the patch for its own items, with the items that only the live list has where they stood between
 * those that both have.
 */
function mergeItems(
  live: unknown,
  patch: unknown,
  type: Extract<StructuralType, { kind: 'list' }>,
): unknown {
  const left = itemsOf(live, type);
  const right = itemsOf(patch, type);
  if (left.length === 0 && right.length === 0) {
    return patch;
  }
  const leftByKey = uniqueByKey(left);
  const rightByKey = uniqueByKey(right);
  const shared = right.filter(({ key }) => leftByKey.has(key));
  const taken = new Set<string>();
  const merged: unknown[] = [];
  let nextShared = 0;
  let l = 0;
  let r = 0;
  const takeRight = ({ key, value }: Item) => {
    taken.add(key);
    merged.push(mergeStructure(leftByKey.get(key), value, type.element));
    if (shared[nextShared]?.key === key) {
      nextShared += 1;
    }
    r += 1;
  };
  while (l < left.length || r < right.length) {
    const item = left.at(l < left.length ? l : left.length);
    const wanted = right.at(r < right.length ? r : right.length);
    if (item !== undefined && item.key === wanted?.key) {
      takeRight(wanted);
      l += 1;
    } else if (item !== undefined && !rightByKey.has(item.key)) {
      merged.push(item.value);
      l += 1;
    } else if (
      item !== undefined &&
      wanted !== undefined &&
      nextShared < shared.length &&
      shared[nextShared].key !== item.key
    ) {
      // Of both lists, but its place in the patch is another one.
      l += 1;
    } else {
      if (item !== undefined && taken.has(item.key)) {
        l += 1;
      }
      if (wanted !== undefined) {
        takeRight(wanted);
      }
    }
  }
  return merged;
}

function itemsOf(
  list: unknown,
  type: Extract<StructuralType, { kind: 'list' }>,
): readonly Item[] {
  return (Array.isArray(list) ? list : []).flatMap(value => {
    const key = listItemKey(type, value);
    return key.ok ? [{ key: key.text, value }] : [];
  });
}

/** What several items share as a key has no value: it is replaced, not merged. */
function uniqueByKey(items: readonly Item[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const { key, value } of items) {
    found.set(key, found.has(key) ? undefined : value);
  }
  return found;
}
