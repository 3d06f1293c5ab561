import {
  isRecord,
  type JsonObject,
  jsonOf,
  type JsonValue,
} from './jsonObject';
import { canonicalQuantity } from './quantity';
import { fieldsOf, type WireShape } from './wireShape';

type Source = Readonly<Record<string, unknown>>;

/**
 * A copy of an object as the API server reads it: fields that its type lacks vanish, and so does what counts as unset,
 * that is null, and an empty string, zero or false where the type cannot tell it from nothing. What is of the wrong
 * type stays as it is, since the API server would refuse the object.
 */
export function decodeStruct(struct: string, source: Source): JsonObject {
  const decoded: JsonObject = {};
  for (const { name, shape } of fieldsOf(struct)) {
    const kept = decode(shape, source[name]);
    if (kept !== undefined) {
      decoded[name] = kept;
    }
  }
  return decoded;
}

function decode(shape: WireShape, value: unknown): JsonValue | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  switch (shape.kind) {
    case 'scalar':
      return value === shape.zero ? undefined : jsonOf(value);
    case 'quantity':
      return canonicalQuantity(jsonOf(value));
    case 'pointer':
      return decodeMember(shape.of, value);
    case 'list':
      return Array.isArray(value)
        ? value.map(member => decodeMember(shape.of, member))
        : jsonOf(value);
    case 'map':
      return isRecord(value) ? decodeMap(shape.of, value) : jsonOf(value);
    case 'struct':
      return isRecord(value) ? decodeStruct(shape.name, value) : jsonOf(value);
    default:
      return jsonOf(value);
  }
}

function decodeMap(of: WireShape, source: Source): JsonObject {
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [
      key,
      of.kind === 'quantity'
        ? canonicalQuantity(jsonOf(value), { roundedTo: 'milli' })
        : decodeMember(of, value),
    ]),
  );
}

/** A member of a list or map, and what a pointer points to, is there even when it is empty. */
function decodeMember(shape: WireShape, value: unknown): JsonValue {
  return decode(shape, value) ?? emptyOf(shape);
}

function emptyOf(shape: WireShape): JsonValue {
  switch (shape.kind) {
    case 'scalar':
      return shape.zero;
    case 'struct':
      return {};
    default:
      return null;
  }
}
