import { isJsonObject, JsonObject, JsonValue } from './KubernetesObject';

/** The object under a field, or an empty one that belongs to nothing. */
export function objectAt(parent: JsonObject, field: string): JsonObject {
  const value = parent[field];
  return isJsonObject(value) ? value : {};
}

/** The objects of a list field; whatever is no object is left out. */
export function objectsAt(parent: JsonObject, field: string): JsonObject[] {
  const value = parent[field];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The string under a field, or an empty one. */
export function stringAt(parent: JsonObject, field: string): string {
  const value = parent[field];
  return typeof value === 'string' ? value : '';
}

/** Gives a field a value when it has none. */
export function setDefault(
  parent: JsonObject,
  field: string,
  value: JsonValue,
): void {
  if (parent[field] === undefined || parent[field] === null) {
    parent[field] = value;
  }
}

/** The object under a field, created when it is missing. */
export function ensureObject(parent: JsonObject, field: string): JsonObject {
  const value = parent[field];
  if (isJsonObject(value)) {
    return value;
  }
  const created: JsonObject = {};
  parent[field] = created;
  return created;
}

/** Any object of the model as plain JSON. */
export function asJson(value: object): JsonObject {
  // safety: objects of the model come from JSON and hold nothing else
  return value as JsonObject;
}
