import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  containersOf,
  type ObserveContext,
  type PlanOutcome,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { PART_OF_LABEL } from '../../domain/applySet';
import { imageVersion } from '../../domain/imageReference';
import { planDesired } from '../../planning/planDesired';
import {
  readRelease,
  type Release,
  releaseSelector,
} from '../../releases/release';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';

/** Plans to bring all of a target back to a release: images, settings, routes, and nothing that it did not have. */
export async function planRelease(
  context: ObserveContext,
  name: string,
  { verification, mostPruned }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const { clusters, target } = context;
  const records = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: target.namespace,
    labelSelector: releaseSelector(target),
  });
  const record = records.find(({ metadata }) => metadata.name === name);
  if (!record) {
    return {
      type: 'impossible',
      words: `${target.name} has no release '${name}' in ${
        target.environment
      }. There are: ${
        records.map(({ metadata }) => metadata.name).join(', ') || 'none'
      }.`,
    };
  }
  const read = readRelease(record);
  if (read.type === 'spoilt') {
    return { type: 'impossible', words: read.words };
  }
  const { release } = read;
  const objects = release.objects.map(object => pinned(object, release));
  const isWhole = objects.some(
    ({ metadata }) => metadata.labels?.[PART_OF_LABEL] !== undefined,
  );
  const outcome = await planDesired(context, {
    desired: objects,
    takeOverFrom: [],
    ...(isWhole ? { prune: { most: mostPruned } } : {}),
    verification,
    unchangedWords: 'It is at that release already.',
  });
  return outcome.type === 'planned'
    ? {
        type: 'planned',
        plan: {
          ...outcome.plan,
          summary: `Back to the release of change ${
            release.changeId
          } (${release.images
            .map(({ image }) => imageVersion(image))
            .join(', ')}). ${outcome.plan.summary}`,
        },
      }
    : outcome;
}

/** Images by the digest that ran: a tag may have moved since. */
function pinned(object: ClusterObject, release: Release): ClusterObject {
  const containers = containersOf(object);
  if (containers.length === 0) {
    return object;
  }
  const list = containers.map(container => {
    const ran = release.images.find(
      ({ container: name, image }) =>
        name === container.name && image === container.image,
    );
    return ran?.digest && !ran.image.includes('@')
      ? { ...container, image: `${ran.image}@${ran.digest}` }
      : container;
  });
  return {
    ...object,
    ...withValueAt(object, ['spec', 'template', 'spec', 'containers'], list),
  };
}
