import { timestamp } from '../api/newObject';
import { afterEnd, whileBackingOff } from './containerRestart';
import {
  type ContainerSituation,
  type ContainerStep,
  start,
  stay,
} from './containerStep';
import { pullFailed, whileImageIsMissing } from './imagePull';
import { SimulationTiming } from './SimulationTiming';

const EXIT_CODES = { 'crash-loop': 1, 'oom-kill': 137 };
const PROBE_INTERVAL_MS = 10_000;

/** One container's next state. Pure: the same situation gives the same step. */
export function nextContainerStatus(
  situation: ContainerSituation,
  timing: SimulationTiming,
): ContainerStep {
  const { state } = situation.status;
  if (state.running) {
    return whileRunning(situation, state.running.startedAt, timing);
  }
  if (state.terminated) {
    return afterEnd(situation, timing);
  }
  switch (state.waiting?.reason) {
    case 'CrashLoopBackOff':
      return whileBackingOff(situation, timing);
    case 'ErrImagePull':
    case 'ImagePullBackOff':
      return whileImageIsMissing(situation, timing);
    default:
      return whileCreating(situation, timing);
  }
}

function whileCreating(
  situation: ContainerSituation,
  timing: SimulationTiming,
): ContainerStep {
  const { container, failure, sinceMs, status, profile } = situation;
  const startMs = profile.startMs ?? timing.containerStartMs;
  if (sinceMs < startMs) {
    return stay(status, startMs - sinceMs);
  }
  if (failure.kind === 'image-pull-error') {
    return pullFailed(container, status, timing);
  }
  return start(situation, 0, timing);
}

function whileRunning(
  situation: ContainerSituation,
  startedAt: string,
  timing: SimulationTiming,
): ContainerStep {
  const { failure, sinceMs, status, profile } = situation;
  const crashes = failure.kind === 'crash-loop' || failure.kind === 'oom-kill';
  const crashAfterMs = crashes ? failure.afterMs ?? timing.crashMs : Infinity;
  if (crashes && sinceMs >= crashAfterMs) {
    return end(
      situation,
      startedAt,
      EXIT_CODES[failure.kind],
      failure.kind === 'oom-kill' ? 'OOMKilled' : 'Error',
    );
  }
  const endsAfterMs = crashes ? Infinity : profile.ends?.afterMs ?? Infinity;
  if (profile.ends && sinceMs >= endsAfterMs) {
    const { exitCode } = profile.ends;
    return end(
      situation,
      startedAt,
      exitCode,
      exitCode === 0 ? 'Completed' : 'Error',
    );
  }
  const readyAfterMs = profile.readyMs ?? timing.readyMs;
  const unhealthyAfterMs =
    failure.kind === 'unready' ? failure.afterMs ?? 0 : Infinity;
  const isUnhealthy =
    sinceMs >= unhealthyAfterMs || (crashes && failure.afterMs === undefined);
  const ready = !isUnhealthy && sinceMs >= readyAfterMs;
  const waits = [
    crashAfterMs - sinceMs,
    endsAfterMs - sinceMs,
    unhealthyAfterMs - sinceMs,
    ready ? Infinity : readyAfterMs - sinceMs,
  ].filter(ms => ms > 0 && ms < Infinity);
  return {
    status: { ...status, ready, started: true },
    facts:
      isUnhealthy && sinceMs >= readyAfterMs && !crashes
        ? [
            {
              type: 'Warning',
              reason: 'Unhealthy',
              message:
                'Readiness probe failed: HTTP probe failed with statuscode: 503 (simulated failure)',
            },
          ]
        : [],
    ...(waits.length > 0 && { delayMs: Math.min(...waits) }),
    ...(waits.length === 0 && isUnhealthy && { delayMs: PROBE_INTERVAL_MS }),
  };
}

function end(
  { status, now }: ContainerSituation,
  startedAt: string,
  exitCode: number,
  reason: string,
): ContainerStep {
  const terminated = {
    exitCode,
    reason,
    startedAt,
    finishedAt: timestamp(now),
    ...(status.containerID && { containerID: status.containerID }),
  };
  return {
    status: { ...status, ready: false, started: false, state: { terminated } },
    facts: [],
    delayMs: 0,
  };
}
