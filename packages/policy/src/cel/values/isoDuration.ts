import { isDurationRange } from './durationText';
import { CelDuration } from './time';

const unitSeconds = [604_800n, 86_400n, 3_600n, 60n];
const iso8601 =
  /^([+-]?)P(?=[\dT])(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:\.(\d{1,9}))?S)?)?$/;

/**
 * The duration of a text such as `P1DT2H` or `PT0.5S`, as JSON Schema's format `duration` has it (RFC 3339, appendix A);
 * undefined when it is none, or counts years or months, which have no length.
 */
export function parseIsoDuration(text: string): CelDuration | undefined {
  const parts = iso8601.exec(text);
  if (parts === null) {
    return undefined;
  }
  const [sign, ...amounts] = parts.slice(1);
  const fraction = BigInt((amounts.at(-1) ?? '').padEnd(9, '0'));
  const whole = [...unitSeconds, 1n].reduce(
    (sum, seconds, place) => sum + BigInt(amounts[place] ?? 0) * seconds,
    0n,
  );
  const nanoseconds =
    (whole * 1_000_000_000n + fraction) * (sign === '-' ? -1n : 1n);
  return isDurationRange(nanoseconds)
    ? new CelDuration(nanoseconds)
    : undefined;
}
