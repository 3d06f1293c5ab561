import { canonicalQuantity } from '@mandate/policy';

const SUFFIXES: Record<string, number> = {
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

/** A quantity such as `100m` or `1Gi` as a number of its base unit (processors, bytes); 0 for what is none. */
export function quantityOf(text: string | number | undefined): number {
  const [, digits, suffix = ''] =
    /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(String(text ?? '')) ??
    [];
  return digits === undefined ? 0 : Number(digits) * (SUFFIXES[suffix] ?? 0);
}

/** An amount as the API writes it: bytes in powers of two, everything else in thousandths. */
export function formatQuantity(resource: string, amount: number): string {
  const isBytes = /memory|storage|hugepages/.test(resource);
  return isBytes && Number.isInteger(amount / 1024)
    ? String(canonicalQuantity(`${amount / 1024}Ki`))
    : String(canonicalQuantity(`${Math.round(amount * 1000)}m`));
}
