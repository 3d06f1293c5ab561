import { Deployment, ReplicaSet } from '../../model/workloads';
import { DeploymentRevisions, surgeLimits } from './revisions';

/**
 * How many replicas each ReplicaSet is to have next. A rolling update never has more pods than replicas + maxSurge, and takes
 * no pod away that would leave fewer available ones than replicas − maxUnavailable. Unhealthy old pods go first.
 */
export function plannedReplicas(
  deployment: Deployment,
  revisions: DeploymentRevisions,
): Map<ReplicaSet, number> {
  if (deployment.spec.paused) {
    return scaledOnly(deployment, revisions);
  }
  if (deployment.spec.strategy.type === 'Recreate') {
    return recreated(deployment, revisions);
  }
  return rolled(deployment, revisions);
}

function recreated(
  deployment: Deployment,
  { newest, old }: DeploymentRevisions,
) {
  const plan = new Map<ReplicaSet, number>(
    old.map(replicaSet => [replicaSet, 0]),
  );
  if (newest) {
    plan.set(newest, deployment.spec.replicas);
  }
  return plan;
}

/** While paused, only a change of the replicas is followed, by the ReplicaSet that has the most pods. */
function scaledOnly(
  deployment: Deployment,
  { newest, old }: DeploymentRevisions,
) {
  const all = [...old, ...(newest ? [newest] : [])].filter(
    it => it.spec.replicas > 0,
  );
  const largest = all.sort(
    (left, right) => right.spec.replicas - left.spec.replicas,
  )[0];
  const active = largest ?? newest;
  const difference =
    deployment.spec.replicas - sum(all.map(it => it.spec.replicas));
  return active && all.length <= 1
    ? new Map([[active, Math.max(0, active.spec.replicas + difference)]])
    : new Map<ReplicaSet, number>();
}

function rolled(deployment: Deployment, { newest, old }: DeploymentRevisions) {
  const plan = new Map<ReplicaSet, number>();
  if (!newest) {
    return plan;
  }
  const { replicas } = deployment.spec;
  const { maxSurge, maxUnavailable } = surgeLimits(deployment);
  const total = sum([newest, ...old].map(it => it.spec.replicas));
  const room = Math.max(0, replicas + maxSurge - total);
  const next = Math.min(replicas, newest.spec.replicas + room);
  plan.set(newest, next);

  const minAvailable = replicas - maxUnavailable;
  const newestUnavailable = Math.max(
    0,
    newest.spec.replicas - available(newest),
  );
  let mayGo = total - minAvailable - newestUnavailable;
  for (const replicaSet of old) {
    const unhealthy = replicaSet.spec.replicas - available(replicaSet);
    const going = Math.max(0, Math.min(mayGo, unhealthy));
    plan.set(replicaSet, replicaSet.spec.replicas - going);
    mayGo -= going;
  }
  let spare = sum([newest, ...old].map(available)) - minAvailable;
  for (const replicaSet of old) {
    const left = plan.get(replicaSet) ?? replicaSet.spec.replicas;
    const going = Math.max(0, Math.min(mayGo, spare, left));
    plan.set(replicaSet, left - going);
    mayGo -= going;
    spare -= going;
  }
  return plan;
}

function available(replicaSet: ReplicaSet): number {
  return Math.min(
    replicaSet.spec.replicas,
    replicaSet.status?.availableReplicas ?? 0,
  );
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
