import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelObjectValue } from './runtimeValue';
import type { RuntimeValue } from './runtimeValue';
import { CelTypeValue } from './typeValue';

/** The types that have a value of their own, by the name an expression writes. */
export const typeValues = {
  bool: new CelTypeValue('bool', types.bool),
  bytes: new CelTypeValue('bytes', types.bytes),
  double: new CelTypeValue('double', types.double),
  duration: new CelTypeValue('google.protobuf.Duration', types.duration),
  dyn: new CelTypeValue('dyn', types.dyn),
  int: new CelTypeValue('int', types.int),
  list: new CelTypeValue('list', types.list(types.dyn)),
  map: new CelTypeValue('map', types.map(types.dyn, types.dyn)),
  null: new CelTypeValue('null_type', types.null),
  string: new CelTypeValue('string', types.string),
  timestamp: new CelTypeValue('google.protobuf.Timestamp', types.timestamp),
  type: new CelTypeValue('type', types.type()),
  uint: new CelTypeValue('uint', types.uint),
} as const;

/** What `type(value)` answers. */
export function typeOf(value: RuntimeValue): CelTypeValue {
  switch (typeof value) {
    case 'boolean':
      return typeValues.bool;
    case 'string':
      return typeValues.string;
    case 'number':
    case 'bigint':
      return typeValues.int;
    default:
  }
  if (value === null) {
    return typeValues.null;
  }
  if (Array.isArray(value)) {
    return typeValues.list;
  }
  if (value instanceof Uint8Array) {
    return typeValues.bytes;
  }
  return value instanceof CelObjectValue
    ? typeValueOf(value.celType)
    : typeValues.map;
}

function typeValueOf(type: CelType): CelTypeValue {
  switch (type.kind) {
    case 'object':
    case 'opaque':
      return new CelTypeValue(type.name, type);
    case 'wrapper':
      return typeValueOf(type.of);
    case 'parameter':
    case 'error':
      return typeValues.dyn;
    default:
      return typeValues[type.kind];
  }
}
