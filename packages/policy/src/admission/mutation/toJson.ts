import { setField } from './jsonValue';
import { PatchValue } from '../compile/patchValue';
import { CelMap } from '../../cel/values/celMap';
import { PartBudget, tooManyParts } from '../../cel/values/partBudget';
import { fromNative } from '../../cel/values/fromNative';
import { CelDouble, CelUint } from '../../cel/values/numbers';
import { CelObjectValue, isError } from '../../cel/values/runtimeValue';
import type { Evaluated } from '../../cel/values/runtimeValue';

/** A value of an expression as JSON, or why it has no form there. Whole numbers beyond 2^53 become the nearest that JSON keeps. */
export type JsonOutcome =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly message: string };

/** Turns a value into JSON. */
export function toJson(
  value: Evaluated,
  budget: PartBudget = new PartBudget(),
): JsonOutcome {
  if (!budget.take()) {
    return failed(tooManyParts);
  }
  if (isError(value)) {
    return failed(value.message);
  }
  if (value instanceof PatchValue) {
    return fieldsToJson([...value.fields], budget);
  }
  if (value instanceof CelMap) {
    return mapToJson(value, budget);
  }
  if (value instanceof CelDouble) {
    return { ok: true, json: value.value };
  }
  if (value instanceof CelUint) {
    return { ok: true, json: Number(value.value) };
  }
  if (value instanceof CelObjectValue || value instanceof Uint8Array) {
    return failed('a value of this type has no form in JSON');
  }
  if (Array.isArray(value)) {
    return listToJson(value, budget);
  }
  if (typeof value === 'object' && value !== null) {
    return fieldsToJson(
      Object.entries(value).filter(([, field]) => field !== undefined),
      budget,
    );
  }
  return {
    ok: true,
    json: typeof value === 'bigint' ? Number(value) : value,
  };
}

function listToJson(
  items: readonly unknown[],
  budget: PartBudget,
): JsonOutcome {
  const list: unknown[] = [];
  for (const item of items) {
    const outcome = toJson(fromNative(item), budget);
    if (!outcome.ok) {
      return outcome;
    }
    list.push(outcome.json);
  }
  return { ok: true, json: list };
}

function mapToJson(map: CelMap, budget: PartBudget): JsonOutcome {
  const entries: [string, unknown][] = [];
  for (const { key, value } of map.entries.values()) {
    if (typeof key !== 'string') {
      return failed(`map key ${JSON.stringify(String(key))} is not a string`);
    }
    entries.push([key, value]);
  }
  return fieldsToJson(entries, budget);
}

function fieldsToJson(
  entries: readonly (readonly [string, unknown])[],
  budget: PartBudget,
): JsonOutcome {
  const json: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    const outcome = toJson(fromNative(value), budget);
    if (!outcome.ok) {
      return outcome;
    }
    setField(json, name, outcome.json);
  }
  return { ok: true, json };
}

function failed(message: string): JsonOutcome {
  return { ok: false, message };
}
