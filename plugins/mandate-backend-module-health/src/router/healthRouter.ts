import { InputError } from '@backstage/errors';
import {
  type TargetFacts,
  targetReferenceSchema,
  type WorkloadHealth,
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
import { observeWorkload } from '../detector/observeWorkload';
import { withoutWorkload, workloadHealth } from '../domain/workloadHealth';

const querySchema = z.object({
  entityRef: targetReferenceSchema.shape.entityRef,
});

/** Serves `GET /health?entityRef=…`: the health of an entity's workload in each environment. */
export function healthRouter(options: {
  readonly observation: MandateObservationExtensionPoint;
  readonly now: () => Date;
}): ExpressRouter {
  const { observation, now } = options;
  const router = Router();
  router.get('/health', async (request, response) => {
    await observation.authorizeRead(request);
    const query = querySchema.safeParse(request.query);
    if (!query.success) {
      throw new InputError(
        'Say whose health you ask for: entityRef=component:default/checkout.',
      );
    }
    const targets = await observation.targets.ofEntity(query.data.entityRef);
    const items = await Promise.all(
      targets.map(target => healthOf(observation.clusters, target, now())),
    );
    response.json({ items });
  });
  return router;
}

async function healthOf(
  clusters: ClusterAccess,
  target: TargetFacts,
  now: Date,
): Promise<WorkloadHealth> {
  try {
    const seen = await observeWorkload(clusters, target, now);
    return seen
      ? workloadHealth(target, seen)
      : withoutWorkload(target, 'absent', 'Nothing is deployed here yet.', now);
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return withoutWorkload(target, 'unknown', error.message, now);
    }
    throw error;
  }
}
