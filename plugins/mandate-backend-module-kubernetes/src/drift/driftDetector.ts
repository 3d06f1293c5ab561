import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type ObservedFinding,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { Detector } from '@mandate/plugin-mandate-node';
import { entityLabel } from '../domain/entityLabel';
import { appliedObjects } from './appliedObjects';
import { driftFinding } from './driftFinding';
import { objectDrift } from './objectDrift';

/** The detector of a cluster: each has its own, so that one that does not answer hides nothing of the others. */
export function driftDetectorId(cluster: string): string {
  return `drift-${cluster}`;
}

/** Watches what Mandate applied in a cluster for changes that did not go through it. */
export function driftDetector(options: {
  readonly cluster: string;
  readonly intervalSeconds: number;
  readonly now: () => Date;
}): Detector {
  const { cluster, intervalSeconds, now } = options;
  const id = driftDetectorId(cluster);
  return {
    id,
    title: `Drift in cluster ${cluster}`,
    intervalSeconds,
    async detect({ clusters, targets }) {
      const all = await targets.all();
      const byLabels = new Map(
        all
          .filter(target => target.cluster === cluster)
          .map(target => [keyOf(target), target]),
      );
      const objects =
        byLabels.size > 0 ? await appliedObjects(clusters, { cluster }) : [];
      return objects.flatMap(object => {
        const target = byLabels.get(keyOfObject(object));
        return target ? findingOf(id, target, object, now()) : [];
      });
    },
  };
}

function findingOf(
  detector: string,
  target: TargetFacts,
  object: ClusterObject,
  now: Date,
): readonly ObservedFinding[] {
  const drift = objectDrift(object, now);
  return drift.length > 0
    ? [driftFinding({ detector, target, object, drift })]
    : [];
}

function keyOf({ entityRef, environment, namespace }: TargetFacts): string {
  return `${namespace}/${entityLabel(entityRef)}/${environment}`;
}

function keyOfObject({ metadata }: ClusterObject): string {
  const { labels, namespace } = metadata;
  return `${namespace}/${labels?.[ENTITY_LABEL]}/${labels?.[ENVIRONMENT_LABEL]}`;
}
