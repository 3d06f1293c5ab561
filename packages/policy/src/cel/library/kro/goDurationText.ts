import type { CelDuration } from '../../values/time';

const second = 1_000_000_000n;

const minute = 60n * second;

const small: readonly (readonly [bigint, string])[] = [
  [1_000_000n, 'ms'],
  [1_000n, 'µs'],
  [1n, 'ns'],
];

/** A duration as Go prints it: `1h0m1.5s`, `1.5ms`, `0s`. */

export function goDurationText({ nanoseconds }: CelDuration): string {
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < second) {
    const [unit, name] = small.find(([least]) => size >= least) ?? [1n, ''];
    return size === 0n ? '0s' : `${sign}${decimal(size, unit)}${name}`;
  }
  const minutes = size / minute;
  const hours = minutes / 60n;
  return `${sign}${hours > 0n ? `${hours}h` : ''}${
    minutes > 0n ? `${minutes % 60n}m` : ''
  }${decimal(size % minute, second)}s`;
}

function decimal(size: bigint, unit: bigint): string {
  const fraction = String(size % unit)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '');
  return fraction === '' || unit === 1n
    ? String(size / unit)
    : `${size / unit}.${fraction}`;
}
