import { createHash } from 'node:crypto';
import { timestamp } from '../api/newObject';
import { Container, ContainerStatus } from '../model/workloads';
import type { ContainerProfile } from './containerProfile';
import { ContainerFailure } from './podFailure';
import { SimulationTiming } from './SimulationTiming';

/** What is known about one container when its next state is computed. */
export interface ContainerSituation {
  readonly container: Container;
  readonly status: ContainerStatus;
  readonly failure: ContainerFailure;
  /** For how long the container has been in its state. */
  readonly sinceMs: number;
  readonly now: Date;
  readonly restarts: 'always' | 'on failure' | 'never';
  readonly profile: Pick<ContainerProfile, 'startMs' | 'readyMs' | 'ends'>;
}

/** Something worth an event. */
export interface ContainerFact {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/** The next state, what happened, and when to look again. */
export interface ContainerStep {
  readonly status: ContainerStatus;
  readonly facts: readonly ContainerFact[];
  readonly delayMs?: number;
}

const EXIT_CODES = { 'crash-loop': 1, 'oom-kill': 137 };
const PROBE_INTERVAL_MS = 10_000;

/** A container that was just created. */
export function newContainerStatus(container: Container): ContainerStatus {
  return {
    name: container.name,
    image: container.image ?? '',
    imageID: '',
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
  };
}

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

function pullFailed(
  container: Container,
  status: ContainerStatus,
  timing: SimulationTiming,
): ContainerStep {
  const why = `failed to pull and unpack image "${container.image}": not found (simulated failure)`;
  return {
    status: {
      ...status,
      state: { waiting: { reason: 'ErrImagePull', message: why } },
    },
    facts: [
      {
        type: 'Normal',
        reason: 'Pulling',
        message: `Pulling image "${container.image}"`,
      },
      {
        type: 'Warning',
        reason: 'Failed',
        message: `Failed to pull image "${container.image}": ${why}`,
      },
      { type: 'Warning', reason: 'Failed', message: 'Error: ErrImagePull' },
    ],
    delayMs: timing.imagePullRetryMs / 2,
  };
}

function whileImageIsMissing(
  situation: ContainerSituation,
  timing: SimulationTiming,
): ContainerStep {
  const { container, failure, sinceMs, status } = situation;
  if (failure.kind !== 'image-pull-error') {
    return start(situation, status.restartCount, timing);
  }
  const wasTried = status.state.waiting?.reason === 'ErrImagePull';
  const waitMs = wasTried
    ? timing.imagePullRetryMs / 2
    : timing.imagePullRetryMs;
  if (sinceMs < waitMs) {
    return stay(status, waitMs - sinceMs);
  }
  if (!wasTried) {
    return pullFailed(container, status, timing);
  }
  const message = `Back-off pulling image "${container.image}"`;
  return {
    status: {
      ...status,
      state: { waiting: { reason: 'ImagePullBackOff', message } },
    },
    facts: [
      { type: 'Normal', reason: 'BackOff', message },
      { type: 'Warning', reason: 'Failed', message: 'Error: ImagePullBackOff' },
    ],
    delayMs: timing.imagePullRetryMs,
  };
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

/** The first restart is immediate, as the kubelet's is; later ones wait. */
function afterEnd(
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

function whileBackingOff(
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

function start(
  { container, status, now }: ContainerSituation,
  restartCount: number,
  timing: SimulationTiming,
): ContainerStep {
  const image = container.image ?? '';
  return {
    status: {
      ...status,
      image,
      imageID: `simulated://sha256:${sha256(image)}`,
      containerID: `simulated://${sha256(
        `${container.name}/${restartCount}/${now.getTime()}`,
      )}`,
      ready: false,
      started: true,
      restartCount,
      state: { running: { startedAt: timestamp(now) } },
    },
    facts: [
      {
        type: 'Normal',
        reason: 'Pulled',
        message: `Container image "${image}" already present on machine`,
      },
      { type: 'Normal', reason: 'Created', message: `Container created` },
      { type: 'Normal', reason: 'Started', message: `Container started` },
    ],
    delayMs: timing.readyMs,
  };
}

function stay(status: ContainerStatus, delayMs: number): ContainerStep {
  return { status, facts: [], delayMs };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
