import { CelDuration } from './time';

const nanosecondsOf: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  // The micro sign and the Greek letter.
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;
/** Longer than any duration that has a meaning; beyond it digits are not worth reading. */
const maximumLength = 200;

/** The duration of a text such as `1h30m` or `-1.5s`, as Go's `ParseDuration` reads it; undefined when it is none, or beyond int64. */
export function parseDuration(text: string): CelDuration | undefined {
  if (text.length > maximumLength) {
    return undefined;
  }
  const negative = text.startsWith('-');
  const unsigned = /^[+-]/.test(text) ? text.slice(1) : text;
  if (unsigned === '0') {
    return new CelDuration(0n);
  }
  const sum = unsigned === '' ? undefined : sumOfParts(unsigned);
  if (sum === undefined) {
    return undefined;
  }
  const nanoseconds = negative ? -sum : sum;
  return isDurationRange(nanoseconds)
    ? new CelDuration(nanoseconds)
    : undefined;
}

/** Whether a count of nanoseconds is within int64. */
export function isDurationRange(nanoseconds: bigint): boolean {
  return nanoseconds >= smallest && nanoseconds <= largest;
}

/** A duration in seconds, such as `1.5s`, with the digits of the nearest double as cel-go writes it. */
export function durationText({ nanoseconds }: CelDuration): string {
  const whole = nanoseconds / 1_000_000_000n;
  const fraction = nanoseconds % 1_000_000_000n;
  const seconds = Number(whole) + Number(fraction) / 1e9;
  return `${
    Math.abs(seconds) < 1e-6 && seconds !== 0
      ? seconds.toFixed(9).replace(/0+$/, '')
      : String(seconds)
  }s`;
}

function sumOfParts(text: string): bigint | undefined {
  let sum = 0n;
  part.lastIndex = 0;
  while (part.lastIndex < text.length) {
    const match = part.exec(text);
    if (match === null || (match[1] === '' && (match[2] ?? '') === '')) {
      return undefined;
    }
    const unit = nanosecondsOf[match[3]];
    const fraction = match[2] ?? '';
    sum +=
      BigInt(match[1] || 0) * unit +
      (BigInt(fraction || 0) * unit) / 10n ** BigInt(fraction.length);
  }
  return sum;
}
