import type { CelType } from '../types/celType';
import { fromNative } from '../values/fromNative';
import { firstKey, isMap, lookUp } from '../values/lookup';
import { CelDouble, CelUint, isInt } from '../values/numbers';
import { CelError, CelObjectValue } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../values/time';
import { CelTypeValue } from '../values/typeValue';

/** Whether a value can be a parameter's argument; of lists and maps the first item is looked at, as in cel-go. */
export type Accepts = (value: RuntimeValue) => boolean;

const acceptsAnything: Accepts = () => true;

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
      return acceptsList(accepts(type.element));
    case 'map':
      return acceptsMap(accepts(type.key), accepts(type.value));
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
      return acceptsAnything;
  }
}

function acceptsList(acceptsItem: Accepts): Accepts {
  if (acceptsItem === acceptsAnything) {
    return Array.isArray;
  }
  return value =>
    Array.isArray(value) &&
    (value.length === 0 || isAccepted(fromNative(value[0]), acceptsItem));
}

function acceptsMap(acceptsKey: Accepts, acceptsValue: Accepts): Accepts {
  if (acceptsKey === acceptsAnything && acceptsValue === acceptsAnything) {
    return isMap;
  }
  return value => {
    if (!isMap(value)) {
      return false;
    }
    const key = firstKey(value);
    return (
      key === undefined ||
      (acceptsKey(key) && isAccepted(lookUp(value, key), acceptsValue))
    );
  };
}

function isAccepted(value: Evaluated, acceptsValue: Accepts): boolean {
  return !(value instanceof CelError) && acceptsValue(value);
}

function isNamed(value: RuntimeValue, name: string): boolean {
  return (
    value instanceof CelObjectValue &&
    (value.celType.kind === 'object' || value.celType.kind === 'opaque') &&
    value.celType.name === name
  );
}
