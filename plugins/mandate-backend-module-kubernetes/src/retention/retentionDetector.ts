import type {
  ClusterObject,
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { Detector } from '@mandate/plugin-mandate-node';
import { TargetsByLabels } from '../drift/targetsByLabels';
import { retirementOf } from './retention';

/** Days are counted; minutes do not matter. */
const INTERVAL_SECONDS = 300;
const KINDS = ['Deployment', 'StatefulSet'];

/** The detector of retired workloads in a cluster. */
export function retentionDetectorId(cluster: string): string {
  return `retention-${cluster}`;
}

/** Finds retired workloads whose time is over, so that they do not lie around for good. */
export function retentionDetector(options: {
  readonly cluster: string;
  readonly now: () => Date;
}): Detector {
  const { cluster, now } = options;
  const id = retentionDetectorId(cluster);
  return {
    id,
    title: `Retired workloads in cluster ${cluster}`,
    intervalSeconds: INTERVAL_SECONDS,
    async detect({ clusters, targets }) {
      const owners = new TargetsByLabels(cluster, await targets.all());
      const lists = owners.isEmpty
        ? []
        : await Promise.all(
            KINDS.map(kind =>
              clusters.list(cluster, {
                apiVersion: 'apps/v1',
                kind,
                labelSelector: 'app.kubernetes.io/managed-by=mandate',
              }),
            ),
          );
      const at = now();
      return owners
        .grouped(lists.flat())
        .flatMap(({ target, objects }) =>
          objects
            .filter(object => isOver(object, target, at))
            .map(object => findingOf(id, target, object)),
        );
    },
  };
}

function isOver(
  object: ClusterObject,
  { workload }: TargetFacts,
  now: Date,
): boolean {
  const { kind, metadata } = object;
  const retirement = retirementOf(object);
  return (
    kind === workload.kind &&
    metadata.name === workload.name &&
    metadata.deletionTimestamp === undefined &&
    retirement !== undefined &&
    retirement.until <= now
  );
}

function findingOf(
  detector: string,
  target: TargetFacts,
  { apiVersion, kind, metadata }: ClusterObject,
): ObservedFinding {
  const { entityRef, environment, name } = target;
  return {
    fingerprint: `retention:${entityRef}:${environment}`.slice(0, 300),
    detector,
    target: { entityRef, environment },
    severity: 'low',
    title:
      `The time for which the retired ${name} in ${environment} was kept is over`.slice(
        0,
        300,
      ),
    words: 'It has no pods any more. Remove it for good, or restore it.',
    evidence: { object: { apiVersion, kind, name: metadata.name } },
  };
}
