import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import { fieldSchema, itemSchema, SchemaNode } from '../schema/schema';

/**
 * The step that names an item of a list in a field tree: its keys for a list that is a map, its value for a set. A key that is
 * missing takes its default from the schema, as `protocol` of a port does.
 */
export function itemStep(item: JsonValue, list: SchemaNode): string {
  if (list['x-kubernetes-list-type'] === 'set') {
    return `v:${JSON.stringify(item)}`;
  }
  const keys: JsonObject = {};
  const items = itemSchema(list);
  for (const key of [...(list['x-kubernetes-list-map-keys'] ?? [])].sort()) {
    const given = isJsonObject(item) ? item[key] : undefined;
    // safety: defaults in an OpenAPI document are JSON
    const value =
      given ?? (fieldSchema(items, key)?.default as JsonValue | undefined);
    if (value !== undefined) {
      keys[key] = value;
    }
  }
  return `k:${JSON.stringify(keys)}`;
}

/** A list's items by their steps, in order. Of items with the same step the first wins. */
export function itemsByStep(
  value: JsonValue | undefined,
  list: SchemaNode,
): Map<string, JsonValue> {
  const result = new Map<string, JsonValue>();
  for (const item of Array.isArray(value) ? value : []) {
    const step = itemStep(item, list);
    if (!result.has(step)) {
      result.set(step, item);
    }
  }
  return result;
}
