/**
 * A JSON value. Everything this package reads or renders is JSON; nothing is mutated.
 *
 * @public
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | JsonObject;

/**
 * A JSON object.
 *
 * @public
 */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Tells objects from lists, null and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an own property; names such as `constructor` are ordinary keys, never the prototype's. */
export function ownValue(
  object: JsonObject,
  key: string,
): JsonValue | undefined {
  return Object.prototype.hasOwnProperty.call(object, key)
    ? object[key]
    : undefined;
}
