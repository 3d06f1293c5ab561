import { CelError } from './runtimeValue';
import { CelTimestamp } from './time';

/** 0001-01-01T00:00:00Z. */
const smallestSeconds = -62_135_596_800;
/** 9999-12-31T23:59:59Z. */
const largestSeconds = 253_402_300_799;

/** What arithmetic answers when the result lies outside the years 1 to 9999. */
export const timestampOverflow = new CelError('timestamp overflow');

const rfc3339 =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

const notConvertible = new CelError(
  "type conversion error from 'string' to 'google.protobuf.Timestamp'",
);

/** The timestamp of an RFC 3339 text; digits after the ninth of a second's fraction are dropped. */
export function parseTimestamp(text: string): CelTimestamp | CelError {
  const parts = rfc3339.exec(text);
  if (parts === null) {
    return notConvertible;
  }
  const [year, month, day, hour, minute, second] = parts
    .slice(1, 7)
    .map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) {
    return notConvertible;
  }
  const offset =
    (parts[8] === '-' ? -1 : 1) *
    (Number(parts[9] ?? 0) * 3600 + Number(parts[10] ?? 0) * 60);
  return timestampWithinRange(
    date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset,
    Number((parts[7] ?? '').slice(0, 9).padEnd(9, '0')),
    offset,
  );
}

/** A timestamp as RFC 3339 with the offset that it was written with, and as many digits of a second as it needs. */
export function timestampText({
  seconds,
  nanoseconds,
  offset,
}: CelTimestamp): string {
  const date = new Date((seconds + offset) * 1000);
  const whole = `${String(date.getUTCFullYear()).padStart(4, '0')}${date
    .toISOString()
    .slice(-20, -5)}`;
  const fraction =
    nanoseconds === 0
      ? ''
      : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  return `${whole}${fraction}${offsetText(offset)}`;
}

function offsetText(offset: number): string {
  if (offset === 0) {
    return 'Z';
  }
  const minutes = Math.abs(offset) / 60;
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map(part =>
    String(part).padStart(2, '0'),
  );
  return `${offset < 0 ? '-' : '+'}${hour}:${minute}`;
}

/** A timestamp, or an overflow outside the years 1 to 9999. */
export function timestampWithinRange(
  seconds: number,
  nanoseconds: number,
  offset: number = 0,
): CelTimestamp | CelError {
  return seconds < smallestSeconds || seconds > largestSeconds
    ? timestampOverflow
    : new CelTimestamp(seconds, nanoseconds, offset);
}
