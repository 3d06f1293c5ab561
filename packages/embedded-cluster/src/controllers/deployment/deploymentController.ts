import { cloneJson } from '../../model/KubernetesObject';
import { Deployment, ReplicaSet } from '../../model/workloads';
import { DEPLOYMENTS, PODS, REPLICA_SETS } from '../../resources/resourceTable';
import { keyOf } from '../../resources/ResourceType';
import { matchesSelector } from '../../resources/selectors';
import { Controller, ControllerContext } from '../Controller';
import { controllerOf, isControlledBy, referenceTo } from '../owners';
import { endFailureWhenOver } from './endFailureWhenOver';
import { DeploymentRevisions, MANAGER, sortRevisions } from './revisions';
import { plannedReplicas } from './plannedReplicas';
import { writeDeploymentStatus } from './writeDeploymentStatus';

const NAME = 'deployment-controller';

/** Rolls Deployments out: a ReplicaSet per revision, scaled within the strategy's limits. */
export const deploymentController: Controller = {
  name: NAME,
  watches: [
    { type: DEPLOYMENTS },
    {
      type: REPLICA_SETS,
      concerns: replicaSet => {
        const owner = controllerOf(replicaSet);
        return owner?.kind === 'Deployment'
          ? [
              {
                namespace: replicaSet.metadata.namespace ?? '',
                name: owner.name,
              },
            ]
          : [];
      },
    },
  ],
  reconcile(key, context) {
    const found = context.objects.find(DEPLOYMENTS, key);
    if (!found) {
      return undefined;
    }
    if (found.metadata.deletionTimestamp) {
      return writeDeploymentStatus(found, revisionsOf(found, context), context);
    }
    const deployment = endFailureWhenOver(found, context);
    adoptOrphans(deployment, context);
    let revisions = revisionsOf(deployment, context);
    if (!deployment.spec.paused && mayCreate(deployment, revisions, context)) {
      revisions = ensureNewest(deployment, revisions, context);
    }
    scale(deployment, revisions, context);
    revisions = revisionsOf(deployment, context);
    removeOldHistory(deployment, revisions, context);
    return writeDeploymentStatus(deployment, revisions, context);
  },
};

function revisionsOf(
  deployment: Deployment,
  { objects }: ControllerContext,
): DeploymentRevisions {
  const owned = objects
    .list(REPLICA_SETS, deployment.metadata.namespace)
    .filter(replicaSet => isControlledBy(replicaSet, deployment));
  return sortRevisions(deployment, owned);
}

function adoptOrphans(
  deployment: Deployment,
  { objects }: ControllerContext,
): void {
  for (const replicaSet of objects.list(
    REPLICA_SETS,
    deployment.metadata.namespace,
  )) {
    if (
      !controllerOf(replicaSet) &&
      !replicaSet.metadata.deletionTimestamp &&
      matchesSelector(deployment.spec.selector, replicaSet.metadata.labels)
    ) {
      objects.update(
        REPLICA_SETS,
        keyOf(replicaSet),
        draft => {
          draft.metadata.ownerReferences = [
            ...(draft.metadata.ownerReferences ?? []),
            referenceTo(deployment),
          ];
        },
        { manager: MANAGER },
      );
    }
  }
}

/** With `Recreate`, the new revision waits until the old pods are gone. */
function mayCreate(
  deployment: Deployment,
  { newest, old }: DeploymentRevisions,
  { objects }: ControllerContext,
): boolean {
  if (newest || deployment.spec.strategy.type !== 'Recreate') {
    return true;
  }
  const pods = objects.list(PODS, deployment.metadata.namespace);
  return old.every(
    replicaSet =>
      replicaSet.spec.replicas === 0 &&
      !pods.some(pod => isControlledBy(pod, replicaSet)),
  );
}

/** Makes sure the template has its ReplicaSet, with the highest revision number. */
function ensureNewest(
  deployment: Deployment,
  revisions: DeploymentRevisions,
  context: ControllerContext,
): DeploymentRevisions {
  const { objects } = context;
  const { namespace, name } = keyOf(deployment);
  const annotations = revisions.annotationsForNewest(deployment);
  if (revisions.newest) {
    objects.update(
      REPLICA_SETS,
      keyOf(revisions.newest),
      draft => {
        draft.metadata.annotations = {
          ...draft.metadata.annotations,
          ...annotations,
        };
        if (deployment.spec.minReadySeconds !== undefined) {
          draft.spec.minReadySeconds = deployment.spec.minReadySeconds;
        }
      },
      { manager: MANAGER },
    );
  } else {
    const { template, selector, minReadySeconds } = cloneJson(deployment.spec);
    const hash = revisions.templateHash;
    const labels = { ...template.metadata?.labels, 'pod-template-hash': hash };
    objects.create(
      REPLICA_SETS,
      namespace,
      {
        metadata: {
          name: `${name}-${hash}`,
          labels,
          annotations,
          ownerReferences: [referenceTo(deployment)],
        },
        spec: {
          replicas: 0,
          ...(minReadySeconds !== undefined && { minReadySeconds }),
          selector: {
            ...selector,
            matchLabels: { ...selector.matchLabels, 'pod-template-hash': hash },
          },
          template: { ...template, metadata: { ...template.metadata, labels } },
        },
      },
      { manager: MANAGER },
    );
  }
  objects.update(
    DEPLOYMENTS,
    { namespace, name },
    draft => {
      draft.metadata.annotations = {
        ...draft.metadata.annotations,
        'deployment.kubernetes.io/revision':
          annotations['deployment.kubernetes.io/revision'],
      };
    },
    { manager: MANAGER },
  );
  return revisionsOf(deployment, context);
}

function scale(
  deployment: Deployment,
  revisions: DeploymentRevisions,
  context: ControllerContext,
) {
  for (const [replicaSet, replicas] of plannedReplicas(deployment, revisions)) {
    setReplicas(deployment, replicaSet, replicas, context);
  }
}

function setReplicas(
  deployment: Deployment,
  replicaSet: ReplicaSet,
  replicas: number,
  { objects, events }: ControllerContext,
): void {
  const before = replicaSet.spec.replicas;
  if (before === replicas) {
    return;
  }
  objects.update(
    REPLICA_SETS,
    keyOf(replicaSet),
    draft => {
      draft.spec.replicas = replicas;
    },
    { manager: MANAGER },
  );
  events.record(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message: `Scaled ${replicas > before ? 'up' : 'down'} replica set ${
      replicaSet.metadata.name
    } from ${before} to ${replicas}`,
    component: NAME,
  });
}

function removeOldHistory(
  deployment: Deployment,
  { old }: DeploymentRevisions,
  { objects }: ControllerContext,
): void {
  const idle = old.filter(
    ({ spec, status, metadata }) =>
      spec.replicas === 0 && !status?.replicas && !metadata.deletionTimestamp,
  );
  const surplus = idle.length - (deployment.spec.revisionHistoryLimit ?? 10);
  for (const replicaSet of idle.slice(0, Math.max(0, surplus))) {
    objects.delete(REPLICA_SETS, keyOf(replicaSet));
  }
}
