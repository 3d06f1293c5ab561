import { durationText } from '../values/durationText';
import { CelUint, isInt } from '../values/numbers';
import type { CelError, Evaluated } from '../values/runtimeValue';
import { timestampText } from '../values/timestampText';
import { writeJson } from './writeJson';
import type { JsonStyle } from './writeJson';

const style: JsonStyle = {
  name: 'json encode error',
  integer: integerText,
  duration: durationText,
  timestamp: timestampText,
  key: key => {
    if (isInt(key)) {
      return integerText(key);
    }
    if (key instanceof CelUint) {
      return integerText(key.value);
    }
    return typeof key === 'boolean' ? String(key) : undefined;
  },
};

function integerText(value: number | bigint): string {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? String(value)
    : `"${value}"`;
}

/** A value as JSON as cel-go writes it, keys in order: ints beyond what a double holds are strings. */

export function encodeJson(value: Evaluated): string | CelError {
  return writeJson(value, style);
}
