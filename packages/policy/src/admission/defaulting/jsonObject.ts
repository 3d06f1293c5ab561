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
  return isRecord(value);
}

/** Whether a value has members by name. */
export function isRecord(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of what is JSON; anything else becomes null, as members of lists do in `JSON.stringify`. */
export function jsonOf(value: unknown): JsonValue {
  if (
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(jsonOf);
  }
  return isRecord(value) ? jsonObjectOf(value) : null;
}

/** A copy of an object as JSON. */
export function jsonObjectOf(
  source: Readonly<Record<string, unknown>>,
): JsonObject {
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [key, jsonOf(value)]),
  );
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
export function stringAt(
  parent: Readonly<Record<string, unknown>> | undefined,
  key: string,
): string {
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
