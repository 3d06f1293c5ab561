import { PromQlError } from '../promql/PromQlError';
import {
  fits,
  Labels,
  Matcher,
  Sample,
  Series,
  SeriesSource,
} from '../promql/Series';
import { CONTAINER_METRICS, ContainerSeries } from './containerMetrics';
import type { ContainerRun } from './ContainerRuns';

/** As often as a scraper would have looked. */
const INTERVAL_MS = 15_000;
/** Samples that one query may look at. */
const MOST_SAMPLES = 5_000_000;
const ALL_SERIES = CONTAINER_METRICS.flatMap(it => it.series);

/** The series of containers, computed for the times that a query asks for; nothing is stored. One of these serves one query. */
export class RunSource implements SeriesSource {
  private left = MOST_SAMPLES;

  constructor(private readonly runs: readonly ContainerRun[]) {}

  select(matchers: readonly Matcher[], fromMs: number, toMs: number): Series[] {
    return this.matching(matchers, fromMs, toMs).map(
      ({ run, series, labels }) => ({
        labels,
        samples: this.samples(run, series, fromMs, toMs),
        endedMs: run.endedMs,
      }),
    );
  }

  /** The labels of all series that fit and have values in a time. */
  labels(matchers: readonly Matcher[], fromMs: number, toMs: number): Labels[] {
    return this.matching(matchers, fromMs, toMs).map(({ labels }) => labels);
  }

  private matching(matchers: readonly Matcher[], fromMs: number, toMs: number) {
    const onRun = matchers.filter(it => isTargetLabel(it.label));
    const onSeries = matchers.filter(it => !isTargetLabel(it.label));
    const wanted = ALL_SERIES.filter(({ name, labels }) =>
      fits({ __name__: name, ...labels }, onSeries),
    );
    return this.runs
      .filter(
        run =>
          run.startedMs <= toMs &&
          (run.endedMs ?? Infinity) > fromMs &&
          wanted.length > 0 &&
          fits(run.labels, onRun),
      )
      .flatMap(run =>
        wanted.map(series => ({
          run,
          series,
          labels: {
            __name__: series.name,
            ...run.labels,
            ...series.labels,
          },
        })),
      );
  }

  private samples(
    run: ContainerRun,
    series: ContainerSeries,
    fromMs: number,
    toMs: number,
  ): Sample[] {
    const begin = Math.max(fromMs, run.startedMs - 1);
    const end = Math.min(toMs, (run.endedMs ?? Infinity) - 1);
    // a container is seen at its start, and from then on at its own beat
    const beats = Math.max(
      0,
      Math.floor((begin - run.startedMs) / INTERVAL_MS) + 1,
    );
    const samples: Sample[] = [];
    for (
      let timeMs = run.startedMs + beats * INTERVAL_MS;
      timeMs <= end;
      timeMs += INTERVAL_MS
    ) {
      this.left -= 1;
      if (this.left < 0) {
        throw new PromQlError(
          `the query would look at more than ${MOST_SAMPLES} samples; ask for less series, a shorter range or a longer step`,
        );
      }
      samples.push({ timeMs, value: series.valueAt(run, timeMs) });
    }
    return samples;
  }
}

function isTargetLabel(label: string): boolean {
  return !['__name__', 'code', 'le'].includes(label);
}
