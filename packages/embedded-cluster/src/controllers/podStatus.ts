import { timestamp } from '../api/newObject';
import { jsonEquals } from '../model/KubernetesObject';
import { ContainerStatus, Pod, PodStatus } from '../model/workloads';
import type { ContainerSituation } from '../simulation/containerStep';
import { withCondition } from './conditions';

/** What a node's agent reports of a pod whose containers are as given. */
export function podStatus(
  pod: Pod,
  containers: ContainerStatus[],
  takeAddress: () => string,
  now: Date,
): PodStatus {
  const before = pod.status ?? {};
  const hasStarted = containers.every(
    it => it.state.running || it.state.terminated || it.lastState.terminated,
  );
  const phase =
    endPhase(pod, containers) ?? (hasStarted ? 'Running' : 'Pending');
  const isReady = containers.every(it => it.ready);
  const unready = containers.filter(it => !it.ready).map(it => it.name);
  const whyNot = {
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${unready.join(' ')}]`,
  };
  const podIP = before.podIP ?? takeAddress();
  const hasAddress = phase !== 'Pending' || before.podIP !== undefined;
  let conditions = before.conditions ?? [];
  const set = (type: string, isTrue: boolean, why = {}) => {
    conditions = withCondition(
      conditions,
      {
        type,
        status: isTrue ? 'True' : 'False',
        ...(isTrue ? {} : why),
      },
      now,
    );
  };
  set('PodReadyToStartContainers', true);
  set('Initialized', true);
  set('Ready', isReady, whyNot);
  set('ContainersReady', isReady, whyNot);
  return {
    ...before,
    phase,
    conditions,
    containerStatuses: containers,
    startTime: before.startTime ?? timestamp(now),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    ...(hasAddress && { podIP, podIPs: [{ ip: podIP }] }),
    observedGeneration: pod.metadata.generation,
    qosClass: before.qosClass ?? qualityOfService(pod),
  };
}

/** When ended containers of a pod start again. */
export function restartsOf({ spec }: Pod): ContainerSituation['restarts'] {
  switch (spec.restartPolicy) {
    case 'OnFailure':
      return 'on failure';
    case 'Never':
      return 'never';
    default:
      return 'always';
  }
}

/** The phase of a pod whose containers have all ended and will not start again. */
function endPhase(
  pod: Pod,
  containers: readonly ContainerStatus[],
): 'Succeeded' | 'Failed' | undefined {
  const restarts = restartsOf(pod);
  const ends = containers.map(it => it.state.terminated?.exitCode);
  if (restarts === 'always' || ends.includes(undefined)) {
    return undefined;
  }
  const hasFailed = ends.some(exitCode => exitCode !== 0);
  if (!hasFailed) {
    return 'Succeeded';
  }
  return restarts === 'never' ? 'Failed' : undefined;
}

/** Whether a pod has ended and will not go on. */
export function isOver({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

function qualityOfService(pod: Pod): string {
  const resources = pod.spec.containers.map(
    container => container.resources ?? {},
  );
  if (resources.every(it => Object.keys(it).length === 0)) {
    return 'BestEffort';
  }
  const isGuaranteed = resources.every(
    it =>
      'limits' in it &&
      it.requests !== undefined &&
      jsonEquals(it.limits, it.requests),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}
