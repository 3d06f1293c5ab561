import type { MandateObservationExtensionPoint } from '@mandate/plugin-mandate-node';
import type { Router as ExpressRouter } from 'express';
import Router from 'express-promise-router';
import { TemplateDrift } from '../drift/TemplateDrift';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { readEntityQuery } from './queries';

/** Serves `GET /template-drift?entityRef=…`: how what runs of an entity compares with its templates. */
export function templateDriftRouter(options: {
  readonly observation: MandateObservationExtensionPoint;
  readonly templates: ApprovedTemplates;
}): ExpressRouter {
  const { observation, templates } = options;
  const router = Router();
  router.get('/template-drift', async (request, response) => {
    await observation.authorizeRead(request);
    const { entityRef } = readEntityQuery(request.query);
    const { clusters, targets } = observation;
    const drift = new TemplateDrift({ clusters, targets, templates });
    response.json({ items: await drift.ofEntity(entityRef) });
  });
  return router;
}
