import { isObject, type JsonObject, type JsonValue } from './jsonObject';
import { canonicalQuantity } from './quantity';
import { fieldsOf, type WireShape } from './wireShape';

/**
 * A copy of an object as the API server reads it: fields that its type lacks vanish, and so does what counts as unset,
 * that is null, and an empty string, zero or false where the type cannot tell it from nothing. What is of the wrong
 * type stays as it is, since the API server would refuse the object.
 */
export function decodeStruct(struct: string, source: JsonObject): JsonObject {
  const decoded: JsonObject = {};
  for (const { name, shape } of fieldsOf(struct)) {
    const value = source[name];
    const kept = value === undefined ? undefined : decode(shape, value);
    if (kept !== undefined) {
      decoded[name] = kept;
    }
  }
  return decoded;
}

function decode(shape: WireShape, value: JsonValue): JsonValue | undefined {
  if (value === null) {
    return undefined;
  }
  switch (shape.kind) {
    case 'scalar':
      return value === shape.zero ? undefined : value;
    case 'quantity':
      return canonicalQuantity(value);
    case 'pointer':
      return decodeMember(shape.of, value);
    case 'list':
      return Array.isArray(value)
        ? value.map(member => decodeMember(shape.of, member))
        : value;
    case 'map':
      return isObject(value) ? decodeMap(shape.of, value) : value;
    case 'struct':
      return isObject(value) ? decodeStruct(shape.name, value) : value;
    default:
      return structuredClone(value);
  }
}

function decodeMap(of: WireShape, source: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(source).map(([key, value]) => [
      key,
      of.kind === 'quantity'
        ? canonicalQuantity(value, { roundedTo: 'milli' })
        : decodeMember(of, value),
    ]),
  );
}

/** A member of a list or map, and what a pointer points to, is there even when it is empty. */
function decodeMember(shape: WireShape, value: JsonValue): JsonValue {
  return decode(shape, value) ?? emptyOf(shape, value);
}

function emptyOf(shape: WireShape, value: JsonValue): JsonValue {
  switch (shape.kind) {
    case 'scalar':
      return shape.zero;
    case 'struct':
      return {};
    default:
      return value;
  }
}
