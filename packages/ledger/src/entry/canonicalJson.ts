import canonicalize from 'canonicalize';

/**
 * What JSON can hold. A member that is `undefined` counts as absent.
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
export type JsonObject = { readonly [member: string]: JsonValue | undefined };

/**
 * How deep arrays and objects may be nested in what the ledger takes. Bounds the recursion.
 *
 * @public
 */
export const MAX_JSON_DEPTH = 64;

/**
 * The one text that stands for a JSON value (RFC 8785): members sorted, no white space, numbers as ECMAScript writes
 * them. Equal values give equal bytes, so the text can be hashed.
 *
 * @throws TypeError when the value is not JSON: see {@link isJsonValue}.
 *
 * @public
 */
export function canonicalJson(value: JsonValue): string {
  const text = isJsonValue(value) ? canonicalize(value) : undefined;
  if (text === undefined) {
    throw new TypeError(
      `Not canonical JSON: only null, booleans, finite numbers, well-formed strings, arrays and plain objects, at most ${MAX_JSON_DEPTH} deep`,
    );
  }
  return text;
}

/**
 * Whether a value is what {@link canonicalJson} takes. Refused are infinite numbers, strings with half a surrogate pair
 * (RFC 8785 section 3.2.2.2), objects of a class such as `Date`, and nesting deeper than {@link MAX_JSON_DEPTH}.
 *
 * @public
 */
export function isJsonValue(value: unknown): value is JsonValue {
  return isJson(value, MAX_JSON_DEPTH);
}

/**
 * Whether a value is a JSON object that {@link canonicalJson} takes.
 *
 * @public
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return isPlainObject(value) && isJsonValue(value);
}

function isJson(value: unknown, depthLeft: number): boolean {
  switch (typeof value) {
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'string':
      return isWellFormed(value);
    case 'object':
      return value === null || (depthLeft > 0 && isContainer(value, depthLeft));
    default:
      return false;
  }
}

function isContainer(value: object, depthLeft: number): boolean {
  if (Array.isArray(value)) {
    return value.every(item => isJson(item, depthLeft - 1));
  }
  return (
    isPlainObject(value) &&
    Object.entries(value).every(
      ([member, item]) =>
        isWellFormed(member) &&
        (item === undefined || isJson(item, depthLeft - 1)),
    )
  );
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // An object from another realm (a test environment, a frame) has another Object.prototype, which itself has none.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** With the `u` flag a surrogate in the pattern matches only one that stands alone. */
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}
