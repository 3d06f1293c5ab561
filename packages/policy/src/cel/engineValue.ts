import {
  celUint,
  isCelList,
  isCelMap,
  isCelType,
  isCelUint,
} from '@bufbuild/cel';
import type { CelInput, CelValue as EngineValue } from '@bufbuild/cel';
import { isReflectMessage } from '@bufbuild/protobuf/reflect';
import {
  DurationSchema,
  TimestampSchema,
  timestampFromDate,
} from '@bufbuild/protobuf/wkt';
import { isMessage, toJson } from '@bufbuild/protobuf';
import type { Shape } from './environment';
import type { CelValue } from './expression';

const maximumDepth = 64;
const maximumNodes = 200_000;
const maximumStringLength = 4_000_000;

/** What one evaluation has taken in so far, so that its input stays bounded. */
export interface InputSize {
  nodes: number;
  characters: number;
  /** The longest list or map: what a loop could run over. */
  longestList: number;
  /** The longest string: what a loop could run over once it is split. */
  longestText: number;
}

/**
 * Converts plain JavaScript to the engine's values. Whole numbers become ints unless the shape says double. An
 * `undefined` field is left out. Throws an Error in words when the input is too big, too deep, or no data.
 */
export function toEngineValue(
  value: unknown,
  shape: Shape,
  size: InputSize,
  depth: number = 0,
): CelInput {
  size.nodes += 1;
  if (size.nodes > maximumNodes || depth > maximumDepth) {
    throw new Error(
      `The input is too large: at most ${maximumNodes} values, nested ${maximumDepth} deep.`,
    );
  }
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return value;
    case 'number':
      return toEngineNumber(value, shape);
    case 'string':
      return measured(value, size);
    case 'object':
      return value === null ? null : toEngineObject(value, shape, size, depth);
    default:
      throw new Error(`A ${typeof value} is not data.`);
  }
}

function toEngineNumber(value: number, shape: Shape): CelInput {
  return shape !== 'double' &&
    Number.isSafeInteger(value) &&
    !Object.is(value, -0)
    ? BigInt(value)
    : value;
}

function measured(value: string, size: InputSize): string {
  size.characters += value.length;
  size.longestText = Math.max(size.longestText, value.length);
  if (size.characters > maximumStringLength) {
    throw new Error(
      `The input is too large: at most ${maximumStringLength} characters of text.`,
    );
  }
  return value;
}

function toEngineObject(
  value: object,
  shape: Shape,
  size: InputSize,
  depth: number,
): CelInput {
  if (value instanceof Uint8Array) {
    return value;
  }
  if (value instanceof Date) {
    return timestampFromDate(value);
  }
  if (Array.isArray(value)) {
    size.longestList = Math.max(size.longestList, value.length);
    const element = elementShape(shape);
    return value.map(item => toEngineValue(item, element, size, depth + 1));
  }
  const entries: Iterable<[unknown, unknown]> =
    value instanceof Map ? value : Object.entries(value);
  const map = new Map<EngineKey, CelInput>();
  for (const [key, item] of entries) {
    if (item !== undefined) {
      map.set(
        toEngineKey(key),
        toEngineValue(item, fieldShape(shape, key), size, depth + 1),
      );
    }
  }
  size.longestList = Math.max(size.longestList, map.size);
  return map;
}

type EngineKey = string | bigint | boolean | ReturnType<typeof celUint>;

function toEngineKey(key: unknown): EngineKey {
  if (typeof key === 'number' && Number.isSafeInteger(key)) {
    return BigInt(key);
  }
  if (
    typeof key === 'string' ||
    typeof key === 'bigint' ||
    typeof key === 'boolean'
  ) {
    return key;
  }
  throw new Error(`A ${typeof key} cannot be a map's key.`);
}

/** The shape of a list's elements. */
export function elementShape(shape: Shape): Shape {
  return typeof shape === 'object' && 'listOf' in shape ? shape.listOf : 'any';
}

function fieldShape(shape: Shape, field: unknown): Shape {
  if (typeof shape !== 'object') {
    return 'any';
  }
  if ('mapOf' in shape) {
    return shape.mapOf;
  }
  return 'fields' in shape &&
    typeof field === 'string' &&
    Object.hasOwn(shape.fields, field)
    ? shape.fields[field]
    : 'any';
}

/** Converts what the engine answers to plain JavaScript. */
export function fromEngineValue(value: EngineValue): CelValue {
  if (typeof value === 'bigint') {
    return safeInteger(value);
  }
  if (
    value === null ||
    typeof value !== 'object' ||
    value instanceof Uint8Array
  ) {
    return value;
  }
  if (isCelUint(value)) {
    return safeInteger(value.value);
  }
  if (isCelList(value)) {
    return Array.from(value, fromEngineValue);
  }
  if (isCelMap(value)) {
    return fromEngineMap(value);
  }
  if (isCelType(value)) {
    return value.name;
  }
  return fromEngineMessage(value);
}

function safeInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function fromEngineMap(map: Iterable<[EngineKey, EngineValue]>): CelValue {
  const entries = Array.from(
    map,
    ([key, item]) =>
      [isCelUint(key) ? key.value : key, fromEngineValue(item)] as const,
  );
  return entries.every(([key]) => typeof key === 'string')
    ? Object.fromEntries(entries)
    : new Map(
        entries.map(([key, item]) => [
          typeof key === 'bigint' ? safeInteger(key) : key,
          item,
        ]),
      );
}

function fromEngineMessage(value: unknown): CelValue {
  const message = isReflectMessage(value) ? value.message : undefined;
  if (isMessage(message, TimestampSchema)) {
    return toJson(TimestampSchema, message);
  }
  if (isMessage(message, DurationSchema)) {
    return toJson(DurationSchema, message);
  }
  throw new Error('The result is a message, which has no plain form.');
}
