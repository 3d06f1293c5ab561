import type { LivePod } from '@mandate/plugin-mandate-common';
import type {
  ContainerState,
  PodState,
} from '../reflector/projections/podProjection';

/** Reasons that a container is not started again for by itself, or only to fail again. */
const FAILING =
  /^(CrashLoopBackOff|ErrImagePull|ImagePullBackOff|InvalidImageName|ErrImageNeverPull|Create.*Error|RunContainerError|OOMKilled|Error)$/;

/** How a pod is, in a word and a sentence. */
export function podStatus(pod: PodState): Pick<LivePod, 'status' | 'words'> {
  if (pod.isEnding) {
    return { status: 'ending', words: 'It is being ended.' };
  }
  const failing = pod.containers.find(({ reason }) =>
    FAILING.test(reason ?? ''),
  );
  if (failing) {
    return { status: 'failing', words: failingWords(pod, failing) };
  }
  if (pod.phase === 'Succeeded') {
    return { status: 'done', words: 'It has done its work.' };
  }
  if (pod.phase === 'Failed') {
    return { status: 'failing', words: pod.trouble || 'It has failed.' };
  }
  if (pod.ready) {
    return { status: 'ready', words: 'Ready' };
  }
  const waiting = pod.containers.find(({ reason }) => reason !== undefined);
  return {
    status: 'starting',
    words: pod.trouble || waiting?.reason || 'Not ready yet',
  };
}

function failingWords(pod: PodState, container: ContainerState): string {
  const where = pod.containers.length > 1 ? `${container.name}: ` : '';
  const ended =
    container.exitCode === undefined
      ? ''
      : `, last ended with exit code ${container.exitCode}${
          container.lastReason ? ` (${container.lastReason})` : ''
        }`;
  return `${where}${container.reason}${ended}`;
}
