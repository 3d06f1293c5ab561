import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import type { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import type { ClusterHealth } from '../clusters/ClusterHealth';
import type { LiveService } from '../live/LiveService';
import { readEntityQuery, readLogQuery, readTargetQuery } from './queries';

/** Serves the clusters and what runs of an entity. */
export function clusterRouter(options: {
  readonly observation: Pick<MandateObservationExtensionPoint, 'authorizeRead'>;
  readonly health: Pick<ClusterHealth, 'list'>;
  readonly live: LiveService;
}): ExpressRouter {
  const { observation, health, live } = options;
  const router = Router();
  router.get('/clusters', async (request, response) => {
    await observation.authorizeRead(request);
    response.json({ items: await health.list() });
  });
  router.get('/live', async (request, response) => {
    await observation.authorizeRead(request);
    const { entityRef } = readEntityQuery(request.query);
    response.json({ items: await live.environments(entityRef) });
  });
  router.get('/live/events', async (request, response) => {
    await observation.authorizeRead(request);
    response.json({ items: await live.events(readTargetQuery(request.query)) });
  });
  router.get('/live/log', async (request, response) => {
    await observation.authorizeRead(request);
    response.json({ items: await live.log(readLogQuery(request.query)) });
  });
  return router;
}
