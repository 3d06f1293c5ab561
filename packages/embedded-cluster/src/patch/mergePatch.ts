import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';

/** JSON merge patch (RFC 7386): null removes, objects merge, everything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const result: JsonObject = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[field];
    } else {
      result[field] = merged(result[field], value);
    }
  }
  return result;
}

function merged(current: JsonValue | undefined, value: JsonValue): JsonValue {
  return isJsonObject(value)
    ? mergePatch(isJsonObject(current) ? current : {}, value)
    : value;
}
