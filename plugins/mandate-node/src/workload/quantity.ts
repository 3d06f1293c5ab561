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
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/**
 * A Kubernetes quantity such as `250m` or `64Mi` as a number; nothing for any other value.
 *
 * @public
 */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : undefined;
  }
  const match =
    typeof value === 'string'
      ? /^([+-]?\d{1,15}(?:\.\d{1,15})?)([KMGTP]i|[numkMGTP])?$/.exec(value)
      : null;
  return match ? Number(match[1]) * MULTIPLIERS[match[2] ?? ''] : undefined;
}
