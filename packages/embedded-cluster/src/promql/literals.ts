import { PromQlError } from './PromQlError';

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  y: 365 * 86_400_000,
};

/** Milliseconds of a duration such as `1h30m`, or of seconds as a number. */
export function durationMs(text: string): number {
  const seconds = Number(text);
  if (text !== '' && !Number.isNaN(seconds)) {
    return seconds * 1_000;
  }
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (parts.map(([part]) => part).join('') !== text || parts.length === 0) {
    throw new PromQlError(`${JSON.stringify(text)} is no duration`);
  }
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit],
    0,
  );
}

/** The text that a quoted string stands for. */
export function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) {
    return inner;
  }
  return inner.replace(/\\(.)/g, (_, character: string) => {
    const meanings: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
    return meanings[character] ?? character;
  });
}

/** Numbers as queries write them, `Inf` and `NaN` among them; undefined for a name that is no number. */
export function numberNamed(text: string): number | undefined {
  switch (text.toLowerCase()) {
    case 'inf':
      return Infinity;
    case 'nan':
      return NaN;
    default:
      return undefined;
  }
}
