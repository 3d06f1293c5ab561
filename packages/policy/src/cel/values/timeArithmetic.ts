import { isDurationRange } from './durationText';
import { CelError } from './runtimeValue';
import { CelDuration, CelTimestamp } from './time';
import { timestampWithinRange } from './timestampText';

const perSecond = 1_000_000_000n;

/** What arithmetic on durations answers when the result lies outside int64 nanoseconds. */
export const durationOverflow = new CelError('duration overflow');

/** A duration of so many nanoseconds, or an overflow. */
export function durationWithinRange(
  nanoseconds: bigint,
): CelDuration | CelError {
  return isDurationRange(nanoseconds)
    ? new CelDuration(nanoseconds)
    : durationOverflow;
}

/** The instant a duration after another. */
export function addToTimestamp(
  timestamp: CelTimestamp,
  nanoseconds: bigint,
): CelTimestamp | CelError {
  const sum = BigInt(timestamp.nanoseconds) + nanoseconds;
  const fraction = ((sum % perSecond) + perSecond) % perSecond;
  return timestampWithinRange(
    timestamp.seconds + Number((sum - fraction) / perSecond),
    Number(fraction),
    timestamp.offset,
  );
}

/** The time from `right` to `left`. */
export function timeBetween(
  left: CelTimestamp,
  right: CelTimestamp,
): CelDuration | CelError {
  return durationWithinRange(
    BigInt(left.seconds - right.seconds) * perSecond +
      BigInt(left.nanoseconds - right.nanoseconds),
  );
}
