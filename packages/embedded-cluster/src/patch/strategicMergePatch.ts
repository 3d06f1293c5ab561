import {
  isJsonObject,
  JsonObject,
  JsonValue,
  jsonEquals,
} from '../model/KubernetesObject';
import { fieldSchema, itemSchema, SchemaNode } from '../schema/schema';

const DIRECTIVE = '$patch';
const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
const ELEMENT_ORDER = '$setElementOrder/';
const RETAIN_KEYS = '$retainKeys';

/**
 * Strategic merge patch: a merge patch that knows, from the schema, which lists merge by a key and which merge as sets, with the
 * directives `$patch: delete|replace`, `$retainKeys`, `$deleteFromPrimitiveList` and `$setElementOrder`.
 */
export function strategicMergePatch(
  target: JsonObject,
  patch: JsonObject,
  schema: SchemaNode,
): JsonObject {
  if (patch[DIRECTIVE] === 'replace') {
    return withoutDirectives(patch);
  }
  if (patch[DIRECTIVE] === 'delete') {
    return {};
  }
  const result = retain({ ...target }, patch[RETAIN_KEYS]);
  for (const [field, value] of Object.entries(patch)) {
    if (field.startsWith(DELETE_FROM_LIST)) {
      const list = field.slice(DELETE_FROM_LIST.length);
      result[list] = without(result[list], value);
    } else if (field.startsWith('$')) {
      continue;
    } else if (value === null) {
      delete result[field];
    } else if (
      isJsonObject(value) &&
      value[DIRECTIVE] !== undefined &&
      result[field] === undefined
    ) {
      // as in Kubernetes, a directive about nothing is dropped with all that stands beside it
      continue;
    } else {
      result[field] = mergeField(
        result[field],
        value,
        fieldSchema(schema, field) ?? {},
      );
      orderList(field, value);
    }
  }
  for (const [field, order] of Object.entries(patch)) {
    const list = field.slice(ELEMENT_ORDER.length);
    if (field.startsWith(ELEMENT_ORDER) && !Array.isArray(patch[list])) {
      orderList(list, order);
    }
  }
  return result;

  /** Lists that merge follow the order that the patch gives, else that of its own items. */
  function orderList(field: string, patched: JsonValue): void {
    const node = fieldSchema(schema, field);
    const merged = result[field];
    const original = target[field];
    const order = patch[`${ELEMENT_ORDER}${field}`] ?? patched;
    if (
      node &&
      merges(node) &&
      Array.isArray(merged) &&
      Array.isArray(original) &&
      Array.isArray(order)
    ) {
      result[field] = interleave(
        merged,
        original,
        order,
        node['x-kubernetes-patch-merge-key'],
      );
    }
  }
}

function merges(schema: SchemaNode): boolean {
  return (
    schema['x-kubernetes-patch-strategy']?.split(',').includes('merge') === true
  );
}

function mergeField(
  current: JsonValue | undefined,
  value: JsonValue,
  schema: SchemaNode,
): JsonValue {
  if (isJsonObject(value)) {
    return strategicMergePatch(
      isJsonObject(current) ? current : {},
      value,
      schema,
    );
  }
  if (!Array.isArray(value)) {
    return value;
  }
  if (!merges(schema)) {
    return value;
  }
  const list = Array.isArray(current) ? current : [];
  const mergeKey = schema['x-kubernetes-patch-merge-key'];
  return mergeKey
    ? mergeByKey(list, value, mergeKey, itemSchema(schema))
    : [...list, ...value.filter(item => !includes(list, item))];
}

function mergeByKey(
  list: JsonValue[],
  patches: JsonValue[],
  mergeKey: string,
  schema: SchemaNode,
): JsonValue[] {
  if (
    patches.some(item => isJsonObject(item) && item[DIRECTIVE] === 'replace')
  ) {
    return patches.filter(
      item => !(isJsonObject(item) && item[DIRECTIVE] === 'replace'),
    );
  }
  const result = list.filter(isJsonObject);
  for (const patch of patches.filter(isJsonObject)) {
    const index = result.findIndex(item => item[mergeKey] === patch[mergeKey]);
    if (patch[DIRECTIVE] === 'delete') {
      if (index >= 0) {
        result.splice(index, 1);
      }
    } else if (index >= 0) {
      result[index] = strategicMergePatch(result[index], patch, schema);
    } else {
      result.push(strategicMergePatch({}, patch, schema));
    }
  }
  return result;
}

/**
 * Two orders at once: ordered elements in the given order, the others in the order they had; where the two meet, an element goes
 * first if it did so before.
 */
function interleave(
  merged: readonly JsonValue[],
  original: readonly JsonValue[],
  order: readonly JsonValue[],
  mergeKey: string | undefined,
): JsonValue[] {
  const placeIn = (list: readonly JsonValue[], item: JsonValue) =>
    list.findIndex(other =>
      mergeKey && isJsonObject(other) && isJsonObject(item)
        ? other[mergeKey] === item[mergeKey]
        : jsonEquals(other, item),
    );
  const sortedBy = (list: readonly JsonValue[], isOrdered: boolean) =>
    merged
      .filter(item => placeIn(order, item) >= 0 === isOrdered)
      .map(item => ({ item, place: placeIn(list, item) }))
      .sort((left, right) => left.place - right.place)
      .map(({ item }) => item);
  const others = sortedBy(original, false);
  const result: JsonValue[] = [];
  for (const item of sortedBy(order, true)) {
    const place = placeIn(original, item);
    while (others.length > 0 && placeIn(original, others[0]) < place) {
      result.push(...others.splice(0, 1));
    }
    result.push(item);
  }
  return [...result, ...others];
}

function retain(target: JsonObject, keys: JsonValue | undefined): JsonObject {
  if (!Array.isArray(keys)) {
    return target;
  }
  return Object.fromEntries(
    Object.entries(target).filter(([field]) => keys.includes(field)),
  );
}

function without(list: JsonValue | undefined, removed: JsonValue): JsonValue {
  if (!Array.isArray(list) || !Array.isArray(removed)) {
    return list ?? [];
  }
  return list.filter(item => !includes(removed, item));
}

function includes(list: JsonValue[], item: JsonValue): boolean {
  return list.some(other => jsonEquals(other, item));
}

function withoutDirectives(patch: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(patch).filter(([field]) => !field.startsWith('$')),
  );
}
