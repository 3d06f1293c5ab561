/** A JSON value. @public */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | JsonObject;

/** A JSON object. @public */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Where a value stands: map keys and list indices from the root. @public */
export type JsonPath = readonly (string | number)[];

/** Whether a value is a JSON object. @public */
export function isJsonObject(
  value: JsonValue | undefined,
): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A path for people, such as `database.pools[0].size`. @public */
export function formatPath(path: JsonPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') {
        return `[${step}]`;
      }
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
