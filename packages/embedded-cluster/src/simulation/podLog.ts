import { ContainerStatus, Pod } from '../model/workloads';

/** One line of a container's output. */
export interface LogLine {
  readonly time: Date;
  readonly text: string;
}

const REQUEST_INTERVAL_MS = 5_000;
const MOST_LINES = 2_000;
const PATHS = [
  '/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/items',
  '/api/items/42',
];

/**
 * Plausible output of a container since it started, always the same for the same container and time.
 *
 * @returns a sentence instead when the container has no output yet
 */
export function logLines(
  pod: Pod,
  container: string,
  now: Date,
  previous: boolean,
): LogLine[] | string {
  const status = pod.status?.containerStatuses?.find(
    it => it.name === container,
  );
  const run: ContainerRun | undefined = previous
    ? status?.lastState.terminated
    : currentRun(status);
  if (!status || !run) {
    return previous
      ? `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`
      : `container "${container}" in pod "${
          pod.metadata.name
        }" is waiting to start: ${waitingReason(status)}`;
  }
  const started = Date.parse(run.startedAt);
  const ended =
    run.finishedAt === undefined ? undefined : Date.parse(run.finishedAt);
  return [
    ...startLines(status, started),
    ...requestLines(pod, started + 1_000, ended ?? now.getTime()),
    ...(ended === undefined ? [] : endLines(run.reason, ended)),
  ];
}

interface ContainerRun {
  readonly startedAt: string;
  readonly finishedAt?: string;
  readonly reason?: string;
}

function currentRun(
  status: ContainerStatus | undefined,
): ContainerRun | undefined {
  return (
    status?.state.running ??
    status?.state.terminated ??
    status?.lastState.terminated
  );
}

function waitingReason(status: ContainerStatus | undefined): string {
  return status?.state.waiting?.reason ?? 'ContainerCreating';
}

function startLines(status: ContainerStatus, started: number): LogLine[] {
  return [
    { time: new Date(started), text: `starting ${status.image}` },
    {
      time: new Date(started + 20),
      text: 'configuration read from the environment',
    },
    { time: new Date(started + 80), text: 'listening on 0.0.0.0:8080' },
  ];
}

function requestLines(pod: Pod, from: number, to: number): LogLine[] {
  const first = Math.max(from, to - MOST_LINES * REQUEST_INTERVAL_MS);
  const begin =
    from +
    Math.ceil((first - from) / REQUEST_INTERVAL_MS) * REQUEST_INTERVAL_MS;
  const lines: LogLine[] = [];
  for (let time = begin; time <= to; time += REQUEST_INTERVAL_MS) {
    const number =
      Math.floor(time / REQUEST_INTERVAL_MS) + pod.metadata.uid.charCodeAt(0);
    lines.push({
      time: new Date(time),
      text: `GET ${PATHS[number % PATHS.length]} 200 ${
        2 + ((number * 7) % 23)
      }ms`,
    });
  }
  return lines;
}

function endLines(reason: string | undefined, ended: number): LogLine[] {
  const text =
    reason === 'OOMKilled'
      ? 'memory limit reached'
      : 'fatal: unrecoverable error, exiting with code 1 (simulated failure)';
  return [{ time: new Date(ended), text }];
}
