import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { ContainerStatus, Pod } from '../model/workloads';
import {
  DEPLOYMENTS,
  PODS,
  REPLICA_SETS,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import type { ContainerProfile } from '../simulation/containerProfile';
import { newContainerStatus } from '../simulation/containerStep';
import { nextContainerStatus } from '../simulation/nextContainerStatus';
import { FAILURE_ANNOTATION, failureOf } from '../simulation/podFailure';
import { AddressPool } from './AddressPool';
import { Controller, ControllerContext } from './Controller';
import { controllerOf } from './owners';
import { isOver, podStatus, restartsOf } from './podStatus';

const NODE_AGENT = 'kubelet';
/** What a lost node would report is not known before it is back. */
const LOST_RETRY_MS = 1_000;
/** How often containers that are processes are looked at. */
const PROCESS_LOOK_MS = 100;

/** Simulates the nodes' agents: containers start, become ready, fail and end. */
export function createPodController(): Controller {
  const addresses = new AddressPool();
  /** By pod, then by container; the end of the pod itself is under no name. */
  const entered = new Map<
    string,
    Map<string, { state: string; atMs: number }>
  >();

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
        context.processes?.forget(key);
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
    const { processes } = context;
    let hasProcess = false;
    const steps = pod.spec.containers.map(container => {
      const isProcess = processes?.runs(pod, container) === true;
      hasProcess ||= isProcess;
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
          restarts: restartsOf(pod),
          profile: slowed(
            context.simulation.profileOf(pod, container),
            context,
          ),
          ...(isProcess && processes?.situation(pod, container, status)),
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
      if (isProcess) {
        processes?.follow(pod, container, status, step.status);
      }
      return step;
    });
    context.objects.update(
      PODS,
      keyOf(pod),
      draft => {
        draft.status = podStatus(
          pod,
          steps.map(step => step.status),
          () =>
            addresses.take(pod.metadata.uid, () => context.objects.list(PODS)),
          now,
        );
      },
      { manager: NODE_AGENT, subresource: 'status' },
    );
    const delays = steps.flatMap(step => step.delayMs ?? []);
    if (hasProcess) {
      delays.push(PROCESS_LOOK_MS);
    }
    return delays.length > 0 ? Math.min(...delays) : undefined;
  }

  /** Since when a container is in its state: exact while this process saw it begin, else from the status, to the second. */
  function enteredAtMs(pod: Pod, status: ContainerStatus, now: Date): number {
    const ofPod = enteredBy(pod);
    const state = JSON.stringify(status.state);
    const known = ofPod.get(status.name);
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
    ofPod.set(status.name, { state, atMs });
    return atMs;
  }

  function enteredBy({ metadata }: Pod) {
    const known = entered.get(metadata.uid) ?? new Map();
    entered.set(metadata.uid, known);
    return known;
  }

  function terminate(
    pod: Pod,
    { objects, timing, now, processes }: ControllerContext,
  ): number | undefined {
    if (processes?.terminate(pod)) {
      return PROCESS_LOOK_MS;
    }
    const ofPod = enteredBy(pod);
    const begun = ofPod.get('')?.atMs ?? now().getTime();
    ofPod.set('', { state: 'terminating', atMs: begun });
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
    entered.delete(pod.metadata.uid);
    addresses.release(pod.metadata.uid);
    return undefined;
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
