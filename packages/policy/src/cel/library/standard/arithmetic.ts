import type { FunctionDeclaration } from '../library';
import { concatenationOf } from '../callCost';
import { overload } from '../overload';
import { types } from '../../types/celType';
import {
  addInts,
  divideInts,
  moduloInts,
  multiplyInts,
  negateInt,
  subtractInts,
} from '../../values/intArithmetic';
import { CelDouble } from '../../values/numbers';
import type { CelDuration, CelTimestamp } from '../../values/time';
import {
  addToTimestamp,
  durationWithinRange,
  timeBetween,
} from '../../values/timeArithmetic';
import {
  addUints,
  divideUints,
  moduloUints,
  multiplyUints,
  subtractUints,
} from '../../values/uintArithmetic';

const { bytes, double, duration, int, string, timestamp, uint } = types;
const listOfA = types.list(types.parameter('A'));

/** `+`, `-`, `*`, `/`, `%` and the sign. In cel-go's order, which decides the type of a call whose arguments' types are unknown. */
export const arithmetic: readonly FunctionDeclaration[] = [
  {
    name: '_+_',
    description: 'Adds numbers or times; joins strings, bytes or lists.',
    overloads: [
      overload(
        'add_bytes',
        [bytes, bytes],
        bytes,
        joinBytes,
        concatenationOf(0, 1),
      ),
      overload(
        'add_double',
        [double, double],
        double,
        (left: CelDouble, right: CelDouble) =>
          new CelDouble(left.value + right.value),
      ),
      overload(
        'add_duration_duration',
        [duration, duration],
        duration,
        (left: CelDuration, right: CelDuration) =>
          durationWithinRange(left.nanoseconds + right.nanoseconds),
      ),
      overload(
        'add_duration_timestamp',
        [duration, timestamp],
        timestamp,
        (left: CelDuration, right: CelTimestamp) =>
          addToTimestamp(right, left.nanoseconds),
      ),
      overload(
        'add_timestamp_duration',
        [timestamp, duration],
        timestamp,
        (left: CelTimestamp, right: CelDuration) =>
          addToTimestamp(left, right.nanoseconds),
      ),
      overload('add_int64', [int, int], int, addInts),
      overload(
        'add_list',
        [listOfA, listOfA],
        listOfA,
        (left: readonly unknown[], right: readonly unknown[]) =>
          left.concat(right),
        concatenationOf(0, 1),
      ),
      overload(
        'add_string',
        [string, string],
        string,
        (left: string, right: string) => left + right,
        concatenationOf(0, 1),
      ),
      overload('add_uint64', [uint, uint], uint, addUints),
    ],
  },
  {
    name: '_-_',
    description: 'Subtracts numbers or times.',
    overloads: [
      overload(
        'subtract_double',
        [double, double],
        double,
        (left: CelDouble, right: CelDouble) =>
          new CelDouble(left.value - right.value),
      ),
      overload(
        'subtract_duration_duration',
        [duration, duration],
        duration,
        (left: CelDuration, right: CelDuration) =>
          durationWithinRange(left.nanoseconds - right.nanoseconds),
      ),
      overload('subtract_int64', [int, int], int, subtractInts),
      overload(
        'subtract_timestamp_duration',
        [timestamp, duration],
        timestamp,
        (left: CelTimestamp, right: CelDuration) =>
          addToTimestamp(left, -right.nanoseconds),
      ),
      overload(
        'subtract_timestamp_timestamp',
        [timestamp, timestamp],
        duration,
        timeBetween,
      ),
      overload('subtract_uint64', [uint, uint], uint, subtractUints),
    ],
  },
  {
    name: '_*_',
    description: 'Multiplies numbers.',
    overloads: [
      overload(
        'multiply_double',
        [double, double],
        double,
        (left: CelDouble, right: CelDouble) =>
          new CelDouble(left.value * right.value),
      ),
      overload('multiply_int64', [int, int], int, multiplyInts),
      overload('multiply_uint64', [uint, uint], uint, multiplyUints),
    ],
  },
  {
    name: '_/_',
    description: 'Divides numbers; ints towards zero.',
    overloads: [
      overload(
        'divide_double',
        [double, double],
        double,
        (left: CelDouble, right: CelDouble) =>
          new CelDouble(left.value / right.value),
      ),
      overload('divide_int64', [int, int], int, divideInts),
      overload('divide_uint64', [uint, uint], uint, divideUints),
    ],
  },
  {
    name: '_%_',
    description: 'The remainder of a division, with the sign of the dividend.',
    overloads: [
      overload('modulo_int64', [int, int], int, moduloInts),
      overload('modulo_uint64', [uint, uint], uint, moduloUints),
    ],
  },
  {
    name: '-_',
    description: 'The negative of a number.',
    overloads: [
      overload(
        'negate_double',
        [double],
        double,
        (value: CelDouble) => new CelDouble(-value.value),
      ),
      overload('negate_int64', [int], int, negateInt),
    ],
  },
];

function joinBytes(left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}
