/** A predicted probability and what happened. @public */
export interface Forecast {
  /** Between 0 and 1. */
  readonly probability: number;
  readonly failed: boolean;
}

/** How good forecasts were. @public */
export interface ForecastQuality {
  readonly forecasts: number;
  readonly failures: number;
  /** Mean squared error, 0 best (Brier 1950). */
  readonly brier: number;
  /** What always saying the overall failure rate would score. */
  readonly brierOfBaseRate: number;
  /** Probability that a failed change was ranked above a successful one; undefined while all ended alike (Hanley and McNeil 1982). */
  readonly areaUnderCurve?: number;
  /** Mean distance of forecast and outcome over the bins, weighted by their size. */
  readonly expectedCalibrationError: number;
  /** The points of a reliability plot. */
  readonly bins: readonly ReliabilityBin[];
}

/** Forecasts of like probability, against how often the changes failed. @public */
export interface ReliabilityBin {
  /** Inclusive. */
  readonly from: number;
  /** Exclusive, but for the last. */
  readonly to: number;
  readonly forecasts: number;
  readonly meanProbability: number;
  readonly failureRate: number;
}

/**
 * Measures forecasts against outcomes, over ten bins of equal width; empty ones are left out.
 *
 * @public
 */
export function measureForecasts(
  forecasts: readonly Forecast[],
): ForecastQuality {
  const failures = forecasts.filter(({ failed }) => failed).length;
  const baseRate = forecasts.length === 0 ? 0 : failures / forecasts.length;
  const bins = reliabilityBins(forecasts);
  return {
    forecasts: forecasts.length,
    failures,
    brier: mean(
      forecasts.map(
        ({ probability, failed }) => (probability - (failed ? 1 : 0)) ** 2,
      ),
    ),
    brierOfBaseRate: baseRate * (1 - baseRate),
    areaUnderCurve: areaUnderCurve(forecasts),
    expectedCalibrationError: bins.reduce(
      (sum, bin) =>
        sum +
        (bin.forecasts / forecasts.length) *
          Math.abs(bin.meanProbability - bin.failureRate),
      0,
    ),
    bins,
  };
}

const binCount = 10;

function reliabilityBins(
  forecasts: readonly Forecast[],
): readonly ReliabilityBin[] {
  return Array.from({ length: binCount }, (_, bin) => {
    const within = forecasts.filter(
      ({ probability }) =>
        Math.min(binCount - 1, Math.floor(probability * binCount)) === bin,
    );
    return {
      from: bin / binCount,
      to: (bin + 1) / binCount,
      forecasts: within.length,
      meanProbability: mean(within.map(({ probability }) => probability)),
      failureRate: mean(within.map(({ failed }) => (failed ? 1 : 0))),
    };
  }).filter(bin => bin.forecasts > 0);
}

/** By ranks, equal probabilities sharing their mean rank. */
function areaUnderCurve(forecasts: readonly Forecast[]): number | undefined {
  const failures = forecasts.filter(({ failed }) => failed).length;
  const successes = forecasts.length - failures;
  if (failures === 0 || successes === 0) {
    return undefined;
  }
  const sorted = [...forecasts].sort((a, b) => a.probability - b.probability);
  let rankSum = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    while (
      end < sorted.length &&
      sorted[end].probability === sorted[start].probability
    ) {
      end += 1;
    }
    const meanRank = (start + 1 + end) / 2;
    const failed = sorted.slice(start, end).filter(item => item.failed).length;
    rankSum += failed * meanRank;
    start = end;
  }
  return (rankSum - (failures * (failures + 1)) / 2) / (failures * successes);
}

function mean(values: readonly number[]): number {
  return values.length === 0
    ? 0
    : values.reduce((sum, value) => sum + value, 0) / values.length;
}
