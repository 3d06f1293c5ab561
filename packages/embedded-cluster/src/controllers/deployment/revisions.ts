import { createHash } from 'node:crypto';
import { jsonEquals } from '../../model/KubernetesObject';
import { Deployment, PodTemplate, ReplicaSet } from '../../model/workloads';

/** Field manager of what the controllers write. */
export const MANAGER = 'kube-controller-manager';

const REVISION = 'deployment.kubernetes.io/revision';
const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history';
const NOT_COPIED = [
  REVISION,
  REVISION_HISTORY,
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
];
/** The letters Kubernetes uses for generated names: no vowels, so no words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const HASH_LENGTH = 10;

/** A Deployment's ReplicaSets. */
export interface DeploymentRevisions {
  /** The one with the Deployment's template, if it exists. */
  readonly newest: ReplicaSet | undefined;
  /** All others, oldest revision first. */
  readonly old: readonly ReplicaSet[];
  /** Names the Deployment's template. */
  readonly templateHash: string;
  /** What the newest ReplicaSet's annotations must be. */
  annotationsForNewest(deployment: Deployment): Record<string, string>;
}

/** Sorts the ReplicaSets that a Deployment owns. */
export function sortRevisions(
  deployment: Deployment,
  owned: readonly ReplicaSet[],
): DeploymentRevisions {
  const byRevision = [...owned].sort(
    (left, right) => revisionOf(left) - revisionOf(right),
  );
  const newest = byRevision.find(replicaSet =>
    jsonEquals(
      comparable(replicaSet.spec.template),
      comparable(deployment.spec.template),
    ),
  );
  const old = byRevision.filter(replicaSet => replicaSet !== newest);
  return {
    newest,
    old,
    templateHash: hashOf(deployment),
    annotationsForNewest: () => {
      const highestOld = Math.max(0, ...old.map(revisionOf));
      const current = newest ? revisionOf(newest) : 0;
      const revision = Math.max(highestOld + 1, current);
      const copied = Object.entries(
        deployment.metadata.annotations ?? {},
      ).filter(
        ([key]) =>
          !NOT_COPIED.includes(key) && !key.startsWith('simulate.mandate.dev/'),
      );
      return {
        ...Object.fromEntries(copied),
        'deployment.kubernetes.io/desired-replicas': String(
          deployment.spec.replicas,
        ),
        'deployment.kubernetes.io/max-replicas': String(
          deployment.spec.replicas + surgeLimits(deployment).maxSurge,
        ),
        [REVISION]: String(revision),
      };
    },
  };
}

/** How many pods a rolling update may add and miss. Shares of the replicas: the surge is rounded up, the other down. */
export function surgeLimits(deployment: Deployment): {
  maxSurge: number;
  maxUnavailable: number;
} {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type === 'Recreate') {
    return { maxSurge: 0, maxUnavailable: replicas };
  }
  const count = (
    value: number | string | undefined,
    round: (share: number) => number,
  ) =>
    typeof value === 'string'
      ? round((Number.parseFloat(value) / 100) * replicas)
      : value ?? 0;
  const maxSurge = count(strategy.rollingUpdate?.maxSurge, Math.ceil);
  const maxUnavailable = count(
    strategy.rollingUpdate?.maxUnavailable,
    Math.floor,
  );
  // with neither, nothing could ever move
  return maxSurge === 0 && maxUnavailable === 0
    ? { maxSurge, maxUnavailable: 1 }
    : { maxSurge, maxUnavailable };
}

export function revisionOf(replicaSet: ReplicaSet): number {
  return Number(replicaSet.metadata.annotations?.[REVISION] ?? 0);
}

/** A template without the label that the controller adds. */
function comparable(template: PodTemplate): PodTemplate {
  const { 'pod-template-hash': _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

/** Names the present pod template: equal templates have equal hashes. */
export function hashOf(deployment: Deployment): string {
  const text = JSON.stringify([
    canonical(deployment.spec.template),
    deployment.status?.collisionCount ?? 0,
  ]);
  const bytes = createHash('sha256').update(text).digest();
  return [...bytes.subarray(0, HASH_LENGTH)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, field]) => [key, canonical(field)]);
  }
  return value;
}
