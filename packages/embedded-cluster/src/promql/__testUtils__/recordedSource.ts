import { fits, Series, SeriesSource } from '../Series';

/** A source of given series. */
export function recordedSource(series: readonly Series[]): SeriesSource {
  return {
    select: (matchers, fromMs, toMs) =>
      series
        .filter(it => fits(it.labels, matchers))
        .map(it => ({
          ...it,
          samples: it.samples.filter(
            ({ timeMs }) => timeMs > fromMs && timeMs <= toMs,
          ),
        })),
  };
}
