import { effectiveValue, mergeLayers } from '@mandate/configuration';
import {
  ENTITY_LABEL,
  type ClusterObject,
  type ObservedFinding,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { DetectContext, Detector } from '@mandate/plugin-mandate-node';
import {
  configMapName,
  readApplied,
  standingOf,
} from '../domain/appliedConfiguration';
import { levelFiles } from '../domain/levelFiles';
import { renderConfiguration } from '../domain/renderConfiguration';
import type { ConfigurationSources } from '../kind/ConfigurationSources';
import { valueDifferences } from '../kind/adoptedTexts';
import { TargetLayers } from '../repository/TargetLayers';
import { standingWords } from '../service/standingWords';

/** Names the detector in findings. */
export const CONFIGURATION_DRIFT = 'configuration-drift';

/** A version that is younger may belong to a run that is about to apply it. */
const GRACE_MS = 60_000;

/**
 * Compares git, what was applied, and what is live, wherever a configuration was ever applied. Values are in no finding:
 * what somebody wrote into a cluster may be a secret.
 */
export function configurationDriftDetector(
  sources: ConfigurationSources,
  intervalSeconds: number,
): Detector {
  return {
    id: CONFIGURATION_DRIFT,
    title: 'Configuration drift',
    intervalSeconds,
    async detect(context) {
      const targets = await context.targets.all();
      const live = await appliedObjects(context, targets);
      const head = await sources.repository.head();
      const applied = targets.filter(target => live.has(placeOf(target)));
      const layers = await TargetLayers.read(sources.repository, applied, head);
      const findings: ObservedFinding[] = [];
      for (const target of applied) {
        const object = live.get(placeOf(target));
        const finding =
          object && head
            ? await findingOf(target, object, { ...sources, head, layers })
            : undefined;
        if (finding) {
          findings.push(finding);
        }
      }
      return findings;
    },
  };
}

/** The ConfigMaps of all targets, by place; one list a cluster. */
async function appliedObjects(
  { clusters, unseen }: DetectContext,
  targets: readonly TargetFacts[],
): Promise<ReadonlyMap<string, ClusterObject>> {
  const found = new Map<string, ClusterObject>();
  for (const cluster of new Set(targets.map(target => target.cluster))) {
    try {
      const objects = await clusters.list(cluster, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        labelSelector: ENTITY_LABEL,
      });
      objects.forEach(object =>
        found.set(
          `${cluster} ${object.metadata.namespace} ${object.metadata.name}`,
          object,
        ),
      );
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      targets
        .filter(target => target.cluster === cluster)
        .forEach(target => unseen(target, words));
    }
  }
  return found;
}

function placeOf({ cluster, namespace, workload }: TargetFacts): string {
  return `${cluster} ${namespace} ${configMapName(workload.name)}`;
}

async function findingOf(
  target: TargetFacts,
  object: ClusterObject,
  sources: ConfigurationSources & {
    readonly head: string;
    readonly layers: TargetLayers;
  },
): Promise<ObservedFinding | undefined> {
  const { repository, schemas, now, head } = sources;
  const applied = readApplied(object);
  if (!applied) {
    return undefined;
  }
  const { effective } = await schemas.of(target);
  const { layers } = sources.layers.of(target);
  const value = effectiveValue(mergeLayers(layers, effective).root);
  const rendered = renderConfiguration(value, effective);
  const standing = standingOf(rendered, applied);
  if (standing !== 'not-applied' && standing !== 'drifted') {
    return undefined;
  }
  if (standing === 'not-applied' && (await isYoung(target))) {
    return undefined;
  }
  const { set, unset } =
    applied.value === undefined
      ? { set: [], unset: [] }
      : valueDifferences(value, applied.value, []);
  const paths = [...set.map(({ path }) => path), ...unset].map(path =>
    path.join('.'),
  );
  const { entityRef, environment } = target;
  return {
    // Another version is another trouble, which automation may mend again.
    fingerprint: `${CONFIGURATION_DRIFT}:${entityRef}:${environment}:${standing}:${rendered.digest.slice(
      0,
      16,
    )}`,
    detector: CONFIGURATION_DRIFT,
    target: { entityRef, environment },
    severity: standing === 'drifted' ? 'medium' : 'low',
    title: `Configuration of ${target.name} in ${environment} ${
      standing === 'drifted' ? 'was changed in the cluster' : 'is not applied'
    }`,
    words: `${standingWords(standing, target)} ${
      paths.length > 0 ? `It differs in ${paths.slice(0, 10).join(', ')}.` : ''
    }`.trim(),
    evidence: { standing, paths: paths.slice(0, 50), commit: head },
  };

  async function isYoung(of: TargetFacts): Promise<boolean> {
    const newest = await Promise.all(
      levelFiles(of).map(({ path }) => repository.history({ path, limit: 1 })),
    );
    return newest
      .flat()
      .some(({ at }) => now().getTime() - Date.parse(at) < GRACE_MS);
  }
}
