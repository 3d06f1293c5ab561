import type { CelType } from '../types/celType';
import { isMap } from '../values/lookup';
import { CelDouble, CelUint, isInt } from '../values/numbers';
import { CelObjectValue } from '../values/runtimeValue';
import type { RuntimeValue } from '../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../values/time';
import { CelTypeValue } from '../values/typeValue';

/** Whether a value can be a parameter's argument; what lists and maps hold is not looked at, as in cel-go. */
export type Accepts = (value: RuntimeValue) => boolean;

/** The test for a parameter's type. */
export function accepts(type: CelType): Accepts {
  switch (type.kind) {
    case 'string':
      return value => typeof value === 'string';
    case 'int':
      return isInt;
    case 'bool':
      return value => typeof value === 'boolean';
    case 'null':
      return value => value === null;
    case 'double':
      return value => value instanceof CelDouble;
    case 'uint':
      return value => value instanceof CelUint;
    case 'bytes':
      return value => value instanceof Uint8Array;
    case 'timestamp':
      return value => value instanceof CelTimestamp;
    case 'duration':
      return value => value instanceof CelDuration;
    case 'list':
      return Array.isArray;
    case 'map':
      return isMap;
    case 'type':
      return value => value instanceof CelTypeValue;
    case 'wrapper': {
      const acceptsValue = accepts(type.of);
      return value => value === null || acceptsValue(value);
    }
    case 'object':
      return value => isMap(value) || isNamed(value, type.name);
    case 'opaque':
      return value => isNamed(value, type.name);
    default:
      return () => true;
  }
}

function isNamed(value: RuntimeValue, name: string): boolean {
  return (
    value instanceof CelObjectValue &&
    (value.celType.kind === 'object' || value.celType.kind === 'opaque') &&
    value.celType.name === name
  );
}
