import { CelValue, EvaluationResult } from '@mandate/policy';
import { JsonValue } from '../json';

/** An expression's result as JSON, or why it is none. */
export type JsonResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

/** Turns an evaluation's result into JSON; bytes, large integers and maps with other keys have no place in an object. */
export function jsonResult(result: EvaluationResult): JsonResult {
  if (!result.ok) {
    return { ok: false, message: result.error };
  }
  try {
    return { ok: true, value: toJson(result.value) };
  } catch (error) {
    return {
      ok: false,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}

function toJson(value: CelValue): JsonValue {
  switch (typeof value) {
    case 'boolean':
    case 'string':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new Error(`The result ${value} has no form in JSON.`);
      }
      return value;
    case 'bigint':
      throw new Error(
        `The result ${value} is beyond 53 bits and has no exact form in JSON.`,
      );
    default:
  }
  if (value === null) {
    return null;
  }
  if (value instanceof Uint8Array) {
    throw new Error('The result is bytes; encode it as text first.');
  }
  if (value instanceof Map) {
    throw new Error('The result is a map whose keys are not all texts.');
  }
  if (Array.isArray(value)) {
    return value.map(toJson);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toJson(item)]),
  );
}
