import { durationText } from '../values/durationText';
import { isInt } from '../values/numbers';
import type { CelError, Evaluated } from '../values/runtimeValue';
import { timestampText } from '../values/timestampText';
import { writeJson } from './writeJson';
import type { JsonStyle } from './writeJson';

const style: JsonStyle = {
  name: 'json encode error',
  integer: value =>
    value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
      ? String(value)
      : `"${value}"`,
  duration: durationText,
  timestamp: timestampText,
  key: key =>
    isInt(key) || typeof key === 'boolean' ? String(key) : undefined,
};

/** A value as JSON as cel-go writes it, keys in order: ints beyond what a double holds are strings. */

export function encodeJson(value: Evaluated): string | CelError {
  return writeJson(value, style);
}
