import { createHash } from 'node:crypto';
import { Pod, StatefulSet } from '../model/workloads';
import {
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { adoptPods } from './adoptPods';
import { Controller, ControllerContext } from './Controller';
import { controllerOf, isControlledBy, referenceTo } from './owners';
import { isReady } from './podState';

const NAME = 'statefulset-controller';
const MANAGER = 'kube-controller-manager';
const REVISION_LABEL = 'controller-revision-hash';

/**
 * Numbered pods, one after the other: the next starts when those before it are ready; an update replaces them from the highest
 * number down, one at a time. Revisions are hashes only: no ControllerRevision objects.
 */
export const statefulSetController: Controller = {
  name: NAME,
  watches: [
    { type: STATEFUL_SETS },
    {
      type: PODS,
      concerns: pod => {
        const owner = controllerOf(pod);
        return owner?.kind === 'StatefulSet'
          ? [{ namespace: pod.metadata.namespace ?? '', name: owner.name }]
          : [];
      },
    },
  ],
  reconcile(key, context) {
    const statefulSet = context.objects.find(STATEFUL_SETS, key);
    if (!statefulSet) {
      return;
    }
    if (!statefulSet.metadata.deletionTimestamp) {
      adoptPods(statefulSet, context, MANAGER);
      advance(statefulSet, context);
    }
    writeStatus(statefulSet, context);
  },
};

function advance(statefulSet: StatefulSet, context: ControllerContext): void {
  const { replicas, podManagementPolicy } = statefulSet.spec;
  const inOrder = podManagementPolicy !== 'Parallel';
  const pods = ownedPods(statefulSet, context);
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const pod = pods.get(ordinal);
    if (!pod) {
      createPod(statefulSet, ordinal, context);
    }
    if (inOrder && (!pod || !isReady(pod) || pod.metadata.deletionTimestamp)) {
      // a pod of an old revision that never gets ready would otherwise block its own repair
      replaceOutdated(statefulSet, pods, context);
      return;
    }
  }
  const surplus = [...pods.keys()]
    .filter(ordinal => ordinal >= replicas)
    .sort((a, b) => b - a);
  for (const ordinal of inOrder ? surplus.slice(0, 1) : surplus) {
    remove(statefulSet, pods.get(ordinal), context);
  }
  if (surplus.length === 0) {
    replaceOutdated(statefulSet, pods, context);
  }
}

function replaceOutdated(
  statefulSet: StatefulSet,
  pods: ReadonlyMap<number, Pod>,
  context: ControllerContext,
): void {
  const { updateStrategy } = statefulSet.spec;
  if (updateStrategy?.type === 'OnDelete') {
    return;
  }
  const partition = updateStrategy?.rollingUpdate?.partition ?? 0;
  const wanted = revisionOf(statefulSet);
  for (const ordinal of [...pods.keys()].sort((a, b) => b - a)) {
    const pod = pods.get(ordinal);
    if (
      ordinal >= partition &&
      pod?.metadata.labels?.[REVISION_LABEL] !== wanted
    ) {
      remove(statefulSet, pod, context);
      return;
    }
    if (pod && !isReady(pod)) {
      return;
    }
  }
}

function createPod(
  statefulSet: StatefulSet,
  ordinal: number,
  context: ControllerContext,
): void {
  const { objects, events } = context;
  const { namespace, name: owner } = keyOf(statefulSet);
  const { template } = statefulSet.spec;
  const name = `${owner}-${ordinal}`;
  createClaims(statefulSet, ordinal, context);
  objects.create(
    PODS,
    namespace,
    {
      metadata: {
        ...template.metadata,
        name,
        labels: {
          ...template.metadata?.labels,
          'apps.kubernetes.io/pod-index': String(ordinal),
          'statefulset.kubernetes.io/pod-name': name,
          [REVISION_LABEL]: revisionOf(statefulSet),
        },
        ownerReferences: [referenceTo(statefulSet)],
      },
      spec: {
        ...template.spec,
        hostname: name,
        ...(statefulSet.spec.serviceName && {
          subdomain: statefulSet.spec.serviceName,
        }),
      },
    },
    { manager: MANAGER },
  );
  events.record(statefulSet, {
    type: 'Normal',
    reason: 'SuccessfulCreate',
    message: `create Pod ${name} in StatefulSet ${owner} successful`,
    component: NAME,
  });
}

function createClaims(
  statefulSet: StatefulSet,
  ordinal: number,
  { objects }: ControllerContext,
) {
  const { namespace, name: owner } = keyOf(statefulSet);
  for (const claim of statefulSet.spec.volumeClaimTemplates ?? []) {
    const name = `${claim.metadata.name}-${owner}-${ordinal}`;
    if (!objects.find(PERSISTENT_VOLUME_CLAIMS, { namespace, name })) {
      objects.create(
        PERSISTENT_VOLUME_CLAIMS,
        namespace,
        {
          metadata: { name, labels: statefulSet.spec.selector.matchLabels },
          spec: claim.spec,
        },
        { manager: MANAGER },
      );
    }
  }
}

function remove(
  statefulSet: StatefulSet,
  pod: Pod | undefined,
  { objects, events }: ControllerContext,
): void {
  if (!pod || pod.metadata.deletionTimestamp) {
    return;
  }
  objects.delete(PODS, keyOf(pod));
  events.record(statefulSet, {
    type: 'Normal',
    reason: 'SuccessfulDelete',
    message: `delete Pod ${pod.metadata.name} in StatefulSet ${statefulSet.metadata.name} successful`,
    component: NAME,
  });
}

function writeStatus(
  statefulSet: StatefulSet,
  context: ControllerContext,
): void {
  const pods = [...ownedPods(statefulSet, context).values()];
  const updateRevision = revisionOf(statefulSet);
  const updated = pods.filter(
    pod => pod.metadata.labels?.[REVISION_LABEL] === updateRevision,
  );
  const ready = pods.filter(isReady).length;
  const isUpdated =
    updated.length === pods.length && ready === statefulSet.spec.replicas;
  context.objects.update(
    STATEFUL_SETS,
    keyOf(statefulSet),
    draft => {
      const currentRevision = isUpdated
        ? updateRevision
        : draft.status?.currentRevision ?? updateRevision;
      const current = pods.filter(
        pod => pod.metadata.labels?.[REVISION_LABEL] === currentRevision,
      ).length;
      draft.status = {
        observedGeneration: draft.metadata.generation,
        replicas: pods.length,
        readyReplicas: ready || undefined,
        availableReplicas: ready,
        currentReplicas: current || undefined,
        updatedReplicas: updated.length || undefined,
        currentRevision,
        updateRevision,
        collisionCount: 0,
      };
    },
    { manager: MANAGER, subresource: 'status' },
  );
}

function ownedPods(
  statefulSet: StatefulSet,
  { objects }: ControllerContext,
): Map<number, Pod> {
  const prefix = `${statefulSet.metadata.name}-`;
  return new Map(
    objects
      .list(PODS, statefulSet.metadata.namespace)
      .filter(pod => isControlledBy(pod, statefulSet))
      .map(pod => [Number(pod.metadata.name.slice(prefix.length)), pod]),
  );
}

function revisionOf(statefulSet: StatefulSet): string {
  const text = JSON.stringify(statefulSet.spec.template);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return `${statefulSet.metadata.name}-${hash}`;
}
