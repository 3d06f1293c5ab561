import { timestamp } from '../api/newObject';
import { ObjectApi } from '../api/ObjectApi';
import { jsonEquals, KubernetesObject } from '../model/KubernetesObject';
import { ContainerStatus, Pod, PodStatus } from '../model/workloads';
import {
  DEPLOYMENTS,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import type { ContainerProfile } from '../simulation/containerProfile';
import {
  newContainerStatus,
  nextContainerStatus,
} from '../simulation/nextContainerStatus';
import { FAILURE_ANNOTATION, failureOf } from '../simulation/podFailure';
import { AddressPool } from './AddressPool';
import { withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';
import { controllerOf } from './owners';

const NODE_AGENT = 'kubelet';
/** What a lost node would report is not known before it is back. */
const LOST_RETRY_MS = 1_000;
const RESTARTS: Record<string, 'on failure' | 'never'> = {
  OnFailure: 'on failure',
  Never: 'never',
};

/** Simulates the nodes' agents: containers start, become ready, fail and end. */
export function createPodController(): Controller {
  const addresses = new AddressPool();
  const entered = new Map<string, { state: string; atMs: number }>();

  return {
    name: NODE_AGENT,
    watches: [
      { type: PODS },
      { type: DEPLOYMENTS, concerns: podsSelectedBy },
      { type: STATEFUL_SETS, concerns: podsSelectedBy },
    ],
    reconcile(key, context) {
      const pod = context.objects.find(PODS, key);
      if (!pod) {
        return undefined;
      }
      if (context.faults.isLost(pod.spec.nodeName)) {
        return LOST_RETRY_MS;
      }
      if (pod.metadata.deletionTimestamp) {
        return terminate(pod, context);
      }
      if (!pod.spec.nodeName || isOver(pod)) {
        return undefined;
      }
      return advance(pod, context);
    },
  };

  function advance(pod: Pod, context: ControllerContext): number | undefined {
    const { timing } = context;
    const now = context.now();
    const workloadAnnotation = annotationOfWorkload(pod, context.objects);
    const steps = pod.spec.containers.map(container => {
      const status =
        pod.status?.containerStatuses?.find(it => it.name === container.name) ??
        newContainerStatus(container);
      const step = nextContainerStatus(
        {
          container,
          status,
          failure: context.faults.isUnpullable(container.image)
            ? { kind: 'image-pull-error' }
            : failureOf(pod, container, workloadAnnotation, context.simulation),
          sinceMs: now.getTime() - enteredAtMs(pod, status, now),
          now,
          restarts: RESTARTS[pod.spec.restartPolicy ?? ''] ?? 'always',
          profile: slowed(
            context.simulation.profileOf(pod, container),
            context,
          ),
        },
        timing,
      );
      for (const fact of step.facts) {
        context.events.record(pod, {
          ...fact,
          component: NODE_AGENT,
          host: pod.spec.nodeName,
          fieldPath: `spec.containers{${container.name}}`,
        });
      }
      enteredAtMs(pod, step.status, now);
      return step;
    });
    context.objects.update(
      PODS,
      keyOf(pod),
      draft => {
        draft.status = podStatus(
          pod,
          steps.map(step => step.status),
          context,
          now,
        );
      },
      { manager: NODE_AGENT, subresource: 'status' },
    );
    const delays = steps.flatMap(step => step.delayMs ?? []);
    return delays.length > 0 ? Math.min(...delays) : undefined;
  }

  /** Since when a container is in its state: exact while this process saw it begin, else from the status, to the second. */
  function enteredAtMs(pod: Pod, status: ContainerStatus, now: Date): number {
    const id = `${pod.metadata.uid}/${status.name}`;
    const state = JSON.stringify(status.state);
    const known = entered.get(id);
    if (known?.state === state) {
      return known.atMs;
    }
    const { running, waiting } = status.state;
    const recorded =
      (running && running.startedAt) ||
      (waiting?.reason === 'CrashLoopBackOff' &&
        status.lastState.terminated?.finishedAt) ||
      undefined;
    const wasSeenBefore = known !== undefined;
    const atMs =
      recorded && !wasSeenBefore ? Date.parse(recorded) : now.getTime();
    entered.set(id, { state, atMs });
    return atMs;
  }

  function terminate(
    pod: Pod,
    { objects, timing, now }: ControllerContext,
  ): number | undefined {
    const id = `${pod.metadata.uid}/`;
    const begun = entered.get(id)?.atMs ?? now().getTime();
    entered.set(id, { state: 'terminating', atMs: begun });
    const graceMs = (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1_000;
    const leftMs =
      begun + Math.min(graceMs, timing.terminationMs) - now().getTime();
    if (leftMs > 0) {
      return leftMs;
    }
    if (graceMs > 0 || !pod.metadata.finalizers?.length) {
      objects.delete(PODS, keyOf(pod), {
        gracePeriodSeconds: 0,
        preconditions: { uid: pod.metadata.uid },
      });
    }
    for (const known of [...entered.keys()].filter(it => it.startsWith(id))) {
      entered.delete(known);
    }
    addresses.release(pod.metadata.uid);
    return undefined;
  }

  function podStatus(
    pod: Pod,
    containers: ContainerStatus[],
    { objects }: ControllerContext,
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
    const podIP =
      before.podIP ?? addresses.take(pod.metadata.uid, objects.list(PODS));
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
}

function slowed(
  profile: ContainerProfile,
  { faults, timing }: ControllerContext,
): ContainerProfile {
  const { startFactor } = faults.current;
  return startFactor === undefined
    ? profile
    : {
        ...profile,
        startMs: (profile.startMs ?? timing.containerStartMs) * startFactor,
      };
}

/** The phase of a pod whose containers have all ended and will not start again. */
function endPhase(
  pod: Pod,
  containers: readonly ContainerStatus[],
): 'Succeeded' | 'Failed' | undefined {
  const restarts = RESTARTS[pod.spec.restartPolicy ?? ''];
  const ends = containers.map(it => it.state.terminated?.exitCode);
  if (!restarts || ends.includes(undefined)) {
    return undefined;
  }
  const hasFailed = ends.some(exitCode => exitCode !== 0);
  if (!hasFailed) {
    return 'Succeeded';
  }
  return restarts === 'never' ? 'Failed' : undefined;
}

function isOver({ status }: Pod): boolean {
  return status?.phase === 'Failed' || status?.phase === 'Succeeded';
}

function annotationOfWorkload(
  pod: Pod,
  objects: ObjectApi,
): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const owner = controllerOf(pod);
  if (owner?.kind === 'StatefulSet') {
    return objects.find(STATEFUL_SETS, { namespace, name: owner.name })
      ?.metadata.annotations?.[FAILURE_ANNOTATION];
  }
  const replicaSet =
    owner && objects.find(REPLICA_SETS, { namespace, name: owner.name });
  const deployment = replicaSet && controllerOf(replicaSet);
  return (
    deployment &&
    objects.find(DEPLOYMENTS, { namespace, name: deployment.name })?.metadata
      .annotations?.[FAILURE_ANNOTATION]
  );
}

function podsSelectedBy(object: KubernetesObject, objects: ObjectApi) {
  const key = keyOf(object);
  const workload =
    objects.find(DEPLOYMENTS, key) ?? objects.find(STATEFUL_SETS, key);
  return workload
    ? objects
        .list(PODS, key.namespace)
        .filter(pod =>
          matchesSelector(workload.spec.selector, pod.metadata.labels),
        )
        .map(keyOf)
    : [];
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
