import { InputError } from '@backstage/errors';
import {
  type ClusterObject,
  type ReleaseView,
  type TargetFacts,
  targetReferenceSchema,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
  ClusterUnavailableError,
  type MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import type { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import {
  BASELINE_LABEL,
  baselineName,
  readBaseline,
} from '../metrics/recordBaseline';
import { newestFirst } from '../releases/recordRelease';
import { readRelease, releaseSelector } from '../releases/release';

const querySchema = z.object({
  entityRef: targetReferenceSchema.shape.entityRef,
});

/** Serves `GET /releases?entityRef=…`: what verified changes brought an entity to, in each environment. */
export function releaseRouter(options: {
  readonly observation: MandateObservationExtensionPoint;
}): ExpressRouter {
  const { observation } = options;
  const router = Router();
  router.get('/releases', async (request, response) => {
    await observation.authorizeRead(request);
    const query = querySchema.safeParse(request.query);
    if (!query.success) {
      throw new InputError(
        'Say whose releases you ask for: entityRef=component:default/checkout.',
      );
    }
    const targets = await observation.targets.ofEntity(query.data.entityRef);
    const items = await Promise.all(
      targets.map(target => releasesOf(observation.clusters, target)),
    );
    response.json({ items: items.flat() });
  });
  return router;
}

/** Records that somebody spoilt are left out; a cluster that does not answer has none to show now. */
async function releasesOf(
  clusters: ClusterAccess,
  target: TargetFacts,
): Promise<readonly ReleaseView[]> {
  try {
    const records = await clusters.list(target.cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: target.namespace,
      labelSelector: releaseSelector(target),
    });
    const baselines = await clusters.list(target.cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: target.namespace,
      labelSelector: `${BASELINE_LABEL}=${target.workload.name}`,
    });
    const readable = newestFirst(records).flatMap(record => {
      const read = readRelease(record);
      return read.type === 'spoilt' ? [] : [{ record, release: read.release }];
    });
    return readable.map(({ record, release }, index) => ({
      environment: target.environment,
      name: record.metadata.name,
      changeId: release.changeId,
      at: record.metadata.creationTimestamp ?? '',
      images: release.images,
      objects: release.objects.length,
      newest: index === 0,
      ...baselineOf(release.changeId, baselines),
    }));
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return [];
    }
    throw error;
  }
}

function baselineOf(
  changeId: string,
  baselines: readonly ClusterObject[],
): Pick<ReleaseView, 'baseline'> {
  const object = baselines.find(
    ({ metadata }) => metadata.name === baselineName(changeId),
  );
  const baseline = object && readBaseline(object);
  return baseline ? { baseline } : {};
}
