import { Container, ContainerStatus } from '../model/workloads';
import {
  type ContainerSituation,
  type ContainerStep,
  start,
  stay,
} from './containerStep';
import { SimulationTiming } from './SimulationTiming';

/** The image could not be pulled just now. */
export function pullFailed(
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

/** Tries again, ever after a pause, until the image is there. */
export function whileImageIsMissing(
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
