/** JSON as parsed from a manifest. @public */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | JsonObject;

/** A JSON object; defaulting fills in copies of its own in place. @public */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Whether a value is an object, and neither null nor a list. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a key, if there is one. */
export function objectAt(
  parent: JsonObject | undefined,
  key: string,
): JsonObject | undefined {
  const value = parent?.[key];
  return isObject(value) ? value : undefined;
}

/** The object at a key, an empty one put there when it is absent. Something else at the key stays as it is. */
export function ensureObject(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  if (isObject(value)) {
    return value;
  }
  const created: JsonObject = {};
  setDefault(parent, key, created);
  return created;
}

/** The objects in the list at a key. */
export function objectsAt(
  parent: JsonObject | undefined,
  key: string,
): JsonObject[] {
  const value = parent?.[key];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The string at a key, else the empty string. */
export function stringAt(parent: JsonObject | undefined, key: string): string {
  const value = parent?.[key];
  return typeof value === 'string' ? value : '';
}

/** Sets what is absent. */
export function setDefault(
  object: JsonObject,
  key: string,
  value: JsonValue,
): void {
  if (object[key] === undefined) {
    object[key] = value;
  }
}

/** Sets each of several fields that is absent. */
export function setDefaults(object: JsonObject, values: JsonObject): void {
  for (const [key, value] of Object.entries(values)) {
    setDefault(object, key, value);
  }
}

/** Whether a list or map has anything in it. */
export function hasMembers(value: JsonValue | undefined): boolean {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length > 0
  );
}
