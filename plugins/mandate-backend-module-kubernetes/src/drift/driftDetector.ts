import type {
  ClusterObject,
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { ClusterAccess, Detector } from '@mandate/plugin-mandate-node';
import { inParallel } from '../planning/inParallel';
import { isInventory } from '../releases/inventory';
import { appliedObjects } from './appliedObjects';
import { driftFinding } from './driftFinding';
import { lostFinding } from './lostFinding';
import { lostObjects } from './lostObjects';
import { objectDrift } from './objectDrift';
import { TargetsByLabels } from './targetsByLabels';

const AT_ONCE = 4;

/** The detector of a cluster: each has its own, so that one that does not answer hides nothing of the others. */
export function driftDetectorId(cluster: string): string {
  return `drift-${cluster}`;
}

/** Watches what Mandate applied in a cluster for changes and deletions that did not go through it. */
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
      const owners = new TargetsByLabels(cluster, await targets.all());
      const objects = owners.isEmpty
        ? []
        : await appliedObjects(clusters, { cluster });
      const findings = await inParallel(
        owners.grouped(objects),
        AT_ONCE,
        async ({ target, objects: own }) => [
          ...own.flatMap(object => changed(id, target, object, now())),
          ...(await lost(clusters, id, target, own)),
        ],
      );
      return findings.flat();
    },
  };
}

function changed(
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

async function lost(
  clusters: ClusterAccess,
  detector: string,
  target: TargetFacts,
  live: readonly ClusterObject[],
): Promise<readonly ObservedFinding[]> {
  const found = await inParallel(live.filter(isInventory), 1, keeper =>
    lostObjects(clusters, { cluster: target.cluster, keeper, live }),
  );
  return found.flatMap(one =>
    (one?.objects ?? []).map(object =>
      lostFinding({ detector, target, object }),
    ),
  );
}
