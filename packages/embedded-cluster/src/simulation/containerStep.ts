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

/** The container runs from now on. */
export function start(
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

/** Nothing happens for a while. */
export function stay(status: ContainerStatus, delayMs: number): ContainerStep {
  return { status, facts: [], delayMs };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
