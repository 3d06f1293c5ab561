/** Latencies are spread log-normally around their median, with this width. */
const WIDTH = 0.6;

/** The mean latency, as a multiple of the median. */
export const SPREAD_OF_MEAN = Math.exp(WIDTH ** 2 / 2);

/** The share of latencies up to a bound, for a median; both in seconds. */
export function shareBelow(bound: number, median: number): number {
  const deviation = Math.log(bound / median) / WIDTH;
  return (1 + errorFunction(deviation / Math.SQRT2)) / 2;
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; exact to 1.5e-7. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const polynomial =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - polynomial * Math.exp(-x * x));
}
