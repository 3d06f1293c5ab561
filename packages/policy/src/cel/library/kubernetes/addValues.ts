import { addInts } from '../../values/intArithmetic';
import { CelDouble, CelUint, isInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { isDurationRange } from '../../values/durationText';
import { CelDuration } from '../../values/time';
import { addUints } from '../../values/uintArithmetic';

/** The sum of two values of one type that has sums; an overflow is an error. */
export function addValues(left: RuntimeValue, right: RuntimeValue): Evaluated {
  if (isInt(left) && isInt(right)) {
    return addInts(left, right);
  }
  if (left instanceof CelDouble && right instanceof CelDouble) {
    return new CelDouble(left.value + right.value);
  }
  if (left instanceof CelUint && right instanceof CelUint) {
    return addUints(left, right);
  }
  if (left instanceof CelDuration && right instanceof CelDuration) {
    const nanoseconds = left.nanoseconds + right.nanoseconds;
    return isDurationRange(nanoseconds)
      ? new CelDuration(nanoseconds)
      : new CelError('duration overflow');
  }
  return new CelError('no such overload');
}
