import { ContainerStatus } from '../model/workloads';
import {
  type ContainerSituation,
  type ContainerStep,
  start,
  stay,
} from './containerStep';
import { SimulationTiming } from './SimulationTiming';

/** The first restart is immediate, as the kubelet's is; later ones wait. */
export function afterEnd(
  situation: ContainerSituation,
  timing: SimulationTiming,
): ContainerStep {
  const { status, restarts } = situation;
  const { terminated } = status.state;
  const isOver =
    restarts === 'never' ||
    (restarts === 'on failure' && terminated?.exitCode === 0);
  if (isOver || !terminated) {
    return { status, facts: [] };
  }
  const ended = { ...status, lastState: { terminated } };
  if (status.restartCount === 0) {
    return start({ ...situation, status: ended }, 1, timing);
  }
  const message = `back-off ${
    backOffMs(status, timing) / 1_000
  }s restarting failed container=${status.name}`;
  return {
    status: {
      ...ended,
      state: { waiting: { reason: 'CrashLoopBackOff', message } },
    },
    facts: [
      {
        type: 'Warning',
        reason: 'BackOff',
        message: `Back-off restarting failed container ${status.name}`,
      },
    ],
    delayMs: backOffMs(status, timing),
  };
}

/** Waits until the back-off is over, or until what made the container fail is mended. */
export function whileBackingOff(
  situation: ContainerSituation,
  timing: SimulationTiming,
): ContainerStep {
  const { status, failure, sinceMs } = situation;
  const waitMs = backOffMs(status, timing);
  const isHealed = failure.kind === 'none' || failure.kind === 'unready';
  if (sinceMs < waitMs && !isHealed) {
    return stay(status, waitMs - sinceMs);
  }
  return start(situation, status.restartCount + 1, timing);
}

/** Doubles with each restart, unless the last run was long. */
function backOffMs(status: ContainerStatus, timing: SimulationTiming): number {
  const last = status.lastState.terminated;
  const ranMs = last
    ? Date.parse(last.finishedAt) - Date.parse(last.startedAt)
    : 0;
  if (ranMs >= timing.backOffResetMs) {
    return timing.restartBackOffMs;
  }
  const doublings = Math.min(Math.max(0, status.restartCount - 1), 30);
  return Math.min(
    timing.restartBackOffMs * 2 ** doublings,
    timing.longestRestartBackOffMs,
  );
}
