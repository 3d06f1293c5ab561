/** The sum, with the rounding errors of many values made up for (Kahan and Neumaier). */
export function sum(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    if (!Number.isFinite(next)) {
      lost = 0;
    } else if (Math.abs(total) >= Math.abs(value)) {
      lost += total - next + value;
    } else {
      lost += value - next + total;
    }
    total = next;
  }
  return total + lost;
}

export function average(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The greatest value; NaN only when there is nothing else. */
export function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a), NaN);
}

/** The least value; NaN only when there is nothing else. */
export function least(values: readonly number[]): number {
  return values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a), NaN);
}

export function variance(values: readonly number[]): number {
  const mean = average(values);
  return average(values.map(value => (value - mean) ** 2));
}

/** The value below which a share of the values is, by linear interpolation between the two nearest. */
export function quantile(share: number, values: readonly number[]): number {
  if (values.length === 0 || Number.isNaN(share)) {
    return NaN;
  }
  if (share < 0) {
    return -Infinity;
  }
  if (share > 1) {
    return Infinity;
  }
  const numbers = values.filter(value => !Number.isNaN(value));
  const sorted = [
    ...new Array<number>(values.length - numbers.length).fill(NaN),
    ...numbers.sort((a, b) => a - b),
  ];
  const rank = share * (sorted.length - 1);
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(sorted.length - 1, lower + 1);
  const weight = rank - Math.floor(rank);
  return sorted[lower] * (1 - weight) + sorted[upper] * weight;
}
