import type { ContainerRun } from '../metrics/ContainerRuns';
import { Pod } from '../model/workloads';

/** What a simulated container answers to a request. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly text: string;
}

const asked = new WeakMap<ContainerRun, number>();

/**
 * The answer of a simulated pod to a path that one of its HTTP probes asks for: `ok`, or an error as often as its profile
 * has it (`ERROR_RATE`). Errors strike evenly, not by chance. Nothing for other paths: what is behind them is not known.
 */
export function simulatedAnswer(
  pod: Pod,
  run: ContainerRun,
  path: string,
): SimulatedAnswer | undefined {
  const isProbed = pod.spec.containers
    .flatMap(({ readinessProbe, livenessProbe }) => [
      readinessProbe,
      livenessProbe,
    ])
    .some(probe => probe?.httpGet && (probe.httpGet.path ?? '/') === path);
  if (!isProbed) {
    return undefined;
  }
  const { errorRate } = run.profile.traffic;
  const count = (asked.get(run) ?? 0) + 1;
  asked.set(run, count);
  return Math.floor(count * errorRate) > Math.floor((count - 1) * errorRate)
    ? { status: 500, text: 'simulated error\n' }
    : { status: 200, text: 'ok\n' };
}
