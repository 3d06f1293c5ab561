/**
 * The value below which a Beta(a, b) variable falls with the given probability, to 1e-10.
 * By bisection of the distribution function: it is monotone, so that this always converges.
 */
export function betaQuantile(
  probability: number,
  a: number,
  b: number,
): number {
  let low = 0;
  let high = 1;
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (regularisedIncompleteBeta(middle, a, b) < probability) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}

/** Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction) and 8.17.4 (symmetry). */
export function regularisedIncompleteBeta(
  x: number,
  a: number,
  b: number,
): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  // The fraction converges fast on one side of the mean only. At the mean itself both may seem to be beyond it, as rounding has it.
  return x > (a + 1) / (a + b + 2)
    ? 1 - byFraction(1 - x, b, a)
    : byFraction(x, a, b);
}

function byFraction(x: number, a: number, b: number): number {
  const logFactor =
    a * Math.log(x) +
    b * Math.log1p(-x) -
    Math.log(a) -
    (logGamma(a) + logGamma(b) - logGamma(a + b));
  return Math.exp(logFactor) * continuedFraction(x, a, b);
}

/** `1 / (1 + d1 / (1 + d2 / …))`, from front to back by Lentz's method, which needs the 1 before it that is taken off at the end. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let fraction = 1;
  let numerator = 1;
  let denominator = 0;
  for (let step = 0; step <= 500; step += 1) {
    const half = Math.floor(step / 2);
    let coefficient = 1;
    if (step > 0) {
      coefficient =
        step % 2 === 0
          ? (half * (b - half) * x) / ((a + 2 * half - 1) * (a + 2 * half))
          : -((a + half) * (a + b + half) * x) /
            ((a + 2 * half) * (a + 2 * half + 1));
    }
    denominator = 1 / nonZero(1 + coefficient * denominator, tiny);
    numerator = nonZero(1 + coefficient / numerator, tiny);
    const change = numerator * denominator;
    fraction *= change;
    if (step > 0 && Math.abs(change - 1) < 1e-14) {
      break;
    }
  }
  return fraction - 1;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** Stirling's series after shifting the argument above 10 (DLMF 5.11.1): relative error below 1e-13. */
function logGamma(value: number): number {
  let shift = 0;
  let x = value;
  while (x < 10) {
    shift += Math.log(x);
    x += 1;
  }
  const inverse = 1 / (x * x);
  const series =
    (1 / 12 -
      inverse *
        (1 / 360 -
          inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)))) /
    x;
  return (
    (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift
  );
}
