import type { CelError, Evaluated } from '../../values/runtimeValue';
import { CelTimestamp } from '../../values/time';
import { timestampText } from '../../values/timestampText';
import { writeJson } from '../writeJson';
import type { JsonStyle } from '../writeJson';
import { goDurationText } from './goDurationText';

const style: JsonStyle = {
  name: 'json.marshal failed to encode value',
  integer: String,
  duration: goDurationText,
  timestamp: ({ seconds }) => timestampText(new CelTimestamp(seconds, 0)),
  key: () => undefined,
};

/** A value as JSON as kro writes it: durations as Go prints them, timestamps in whole seconds, keys only strings. */

export function marshalJson(value: Evaluated): string | CelError {
  return writeJson(value, style);
}
