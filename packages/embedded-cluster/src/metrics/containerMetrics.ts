import { Labels } from '../promql/Series';
import type { ContainerRun } from './ContainerRuns';
import { shareBelow, SPREAD_OF_MEAN } from './latency';

/** A metric that a container has, as a function of time. */
export interface ContainerMetric {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly series: readonly ContainerSeries[];
  /** Whether the container itself reports it, or only the node's agent or the scraper. */
  readonly reportedBy: 'container' | 'node' | 'scraper';
}

/** One series of a metric. */
export interface ContainerSeries {
  /** The name with its suffix. */
  readonly name: string;
  readonly labels: Labels;
  /** The value at a time in milliseconds since 1970, which is after the start. */
  valueAt(run: ContainerRun, atMs: number): number;
}

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Requests swing by this share of their mean, once in this long. */
const TRAFFIC_SWING = 0.2;
const TRAFFIC_PERIOD_S = 600;

/** All metrics of a container. Names and labels are those of the workload image of real test clusters and of cAdvisor. */
export const CONTAINER_METRICS: readonly ContainerMetric[] = [
  {
    name: 'http_requests_total',
    type: 'counter',
    help: 'Requests answered, by status code.',
    reportedBy: 'container',
    series: [
      single('http_requests_total', { code: '200' }, (run, atMs) => {
        return requests(run, atMs) - errors(run, atMs);
      }),
      single('http_requests_total', { code: '500' }, errors),
    ],
  },
  {
    name: 'http_request_duration_seconds',
    type: 'histogram',
    help: 'How long answers took.',
    reportedBy: 'container',
    series: [
      ...BOUNDS.map(bound =>
        single(
          'http_request_duration_seconds_bucket',
          { le: String(bound) },
          (run, atMs) =>
            Math.floor(
              requests(run, atMs) *
                shareBelow(bound, run.profile.traffic.medianLatencySeconds),
            ),
        ),
      ),
      single('http_request_duration_seconds_bucket', { le: '+Inf' }, requests),
      single(
        'http_request_duration_seconds_sum',
        {},
        (run, atMs) =>
          requests(run, atMs) *
          run.profile.traffic.medianLatencySeconds *
          SPREAD_OF_MEAN,
      ),
      single('http_request_duration_seconds_count', {}, requests),
    ],
  },
  {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'Processor time used.',
    reportedBy: 'container',
    series: [single('process_cpu_seconds_total', {}, cpuSeconds)],
  },
  {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory used.',
    reportedBy: 'container',
    series: [single('process_resident_memory_bytes', {}, memoryBytes)],
  },
  {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'Start, in seconds since 1970.',
    reportedBy: 'container',
    series: [
      single(
        'process_start_time_seconds',
        {},
        ({ startedMs }) => startedMs / 1_000,
      ),
    ],
  },
  {
    name: 'container_cpu_usage_seconds_total',
    type: 'counter',
    help: 'Processor time used, as the node sees it.',
    reportedBy: 'node',
    series: [single('container_cpu_usage_seconds_total', {}, cpuSeconds)],
  },
  {
    name: 'container_memory_working_set_bytes',
    type: 'gauge',
    help: 'Memory used, as the node sees it.',
    reportedBy: 'node',
    series: [single('container_memory_working_set_bytes', {}, memoryBytes)],
  },
  {
    name: 'up',
    type: 'gauge',
    help: 'Whether the container could be asked.',
    reportedBy: 'scraper',
    series: [single('up', {}, () => 1)],
  },
];

function single(
  name: string,
  labels: Labels,
  valueAt: ContainerSeries['valueAt'],
): ContainerSeries {
  return { name, labels, valueAt };
}

/** The integral of a rate that swings around its mean. */
function requests({ startedMs, profile }: ContainerRun, atMs: number): number {
  const elapsedS = (atMs - startedMs) / 1_000;
  const turns = (2 * Math.PI) / TRAFFIC_PERIOD_S;
  const swung = (TRAFFIC_SWING / turns) * (1 - Math.cos(turns * elapsedS));
  return Math.floor(profile.traffic.requestsPerSecond * (elapsedS + swung));
}

function errors(run: ContainerRun, atMs: number): number {
  return Math.floor(requests(run, atMs) * run.profile.traffic.errorRate);
}

/** The integral of what metrics.k8s.io reports. */
function cpuSeconds(
  { startedMs, profile }: ContainerRun,
  atMs: number,
): number {
  const { base, swing, periodMs } = profile.cpu;
  const turns = (2 * Math.PI) / periodMs;
  const swung =
    (swing / turns) * (Math.cos(turns * startedMs) - Math.cos(turns * atMs));
  return (base * (atMs - startedMs) + swung) / 1_000;
}

function memoryBytes(
  { startedMs, profile, memoryLimit }: ContainerRun,
  atMs: number,
): number {
  const { base, growth } = profile.memory;
  return Math.min(
    memoryLimit,
    Math.round(base + growth * Math.max(0, atMs - startedMs)),
  );
}
