import { CONTAINER_METRICS } from './containerMetrics';
import type { ContainerRun } from './ContainerRuns';

/** The content type of {@link exposition}. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** What a container reports of itself, in Prometheus' text format. */
export function exposition(run: ContainerRun, atMs: number): string {
  return CONTAINER_METRICS.filter(it => it.reportedBy === 'container')
    .flatMap(({ name, type, help, series }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...series.map(
        it =>
          `${it.name}${written(it.labels)} ${it.valueAt(
            run,
            Math.max(atMs, run.startedMs),
          )}`,
      ),
    ])
    .map(line => `${line}\n`)
    .join('');
}

/** No value here needs escaping: they are codes and bounds. */
function written(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value}"`,
  );
  return parts.length > 0 ? `{${parts.join(',')}}` : '';
}
