const MULTIPLIERS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * Reads a Kubernetes quantity such as `250m` or `64Mi` as a number, for comparing. Answers nothing for any other
 * text. Exact to double precision, which is far below what limits distinguish.
 *
 * @public
 */
export function quantityNumber(value: string | number): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  const match =
    /^([+-]?\d{1,15}(?:\.\d{1,15})?)(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d{1,2}))?$/.exec(
      value,
    );
  if (!match) {
    return undefined;
  }
  const [, digits, suffix = '', exponent = '0'] = match;
  return Number(digits) * MULTIPLIERS[suffix] * 10 ** Number(exponent);
}
