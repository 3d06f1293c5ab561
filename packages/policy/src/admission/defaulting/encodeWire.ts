import {
  hasMembers,
  isObject,
  type JsonObject,
  type JsonValue,
} from './jsonObject';
import { fieldsOf, type WireField, type WireShape } from './wireShape';

/** An object as the API server writes it: some fields appear although nobody set them, empty ones mostly vanish. */
export function encodeStruct(struct: string, source: JsonObject): JsonObject {
  const encoded: JsonObject = {};
  for (const field of fieldsOf(struct)) {
    const value = source[field.name];
    if (value === undefined ? !field.vanishes : !isEmptied(field, value)) {
      encoded[field.name] =
        value === undefined ? zeroOf(field.shape) : encode(field.shape, value);
    }
  }
  return encoded;
}

function isEmptied(field: WireField, value: JsonValue): boolean {
  switch (field.shape.kind) {
    case 'scalar':
      return field.vanishes && value === field.shape.zero;
    case 'list':
    case 'map':
    case 'struct':
      return field.vanishes && typeof value === 'object' && !hasMembers(value);
    default:
      return false;
  }
}

function encode(shape: WireShape, value: JsonValue): JsonValue {
  switch (shape.kind) {
    case 'struct':
      return isObject(value) ? encodeStruct(shape.name, value) : value;
    case 'pointer':
      return encode(shape.of, value);
    case 'list':
      return Array.isArray(value)
        ? value.map(member => encode(shape.of, member))
        : value;
    case 'map':
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, member]) => [
              key,
              encode(shape.of, member),
            ]),
          )
        : value;
    default:
      return value;
  }
}

function zeroOf(shape: WireShape): JsonValue {
  switch (shape.kind) {
    case 'scalar':
      return shape.zero;
    case 'quantity':
      return '0';
    case 'struct':
      return encodeStruct(shape.name, {});
    default:
      return null;
  }
}
