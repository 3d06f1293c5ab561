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
    } else {
      result[field] = mergeField(
        result[field],
        value,
        fieldSchema(schema, field) ?? {},
      );
    }
  }
  for (const [field, order] of Object.entries(patch)) {
    if (field.startsWith(ELEMENT_ORDER)) {
      const list = field.slice(ELEMENT_ORDER.length);
      result[list] = ordered(
        result[list],
        order,
        fieldSchema(schema, list)?.['x-kubernetes-patch-merge-key'],
      );
    }
  }
  return result;
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
  const merges = schema['x-kubernetes-patch-strategy']
    ?.split(',')
    .includes('merge');
  if (!merges) {
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

/** Listed elements in the listed order; others keep their place after the element they followed. */
function ordered(
  list: JsonValue | undefined,
  order: JsonValue,
  mergeKey: string | undefined,
): JsonValue {
  if (!Array.isArray(list) || !Array.isArray(order)) {
    return list ?? [];
  }
  const positionOf = (item: JsonValue) =>
    order.findIndex(wanted =>
      mergeKey && isJsonObject(wanted) && isJsonObject(item)
        ? wanted[mergeKey] === item[mergeKey]
        : jsonEquals(wanted, item),
    );
  const listed = list
    .filter(item => positionOf(item) >= 0)
    .sort((left, right) => positionOf(left) - positionOf(right));
  const result = [...listed];
  list.forEach((item, index) => {
    if (positionOf(item) < 0) {
      const before = list
        .slice(0, index)
        .reverse()
        .find(it => result.includes(it));
      result.splice(
        before === undefined ? 0 : result.indexOf(before) + 1,
        0,
        item,
      );
    }
  });
  return result;
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
