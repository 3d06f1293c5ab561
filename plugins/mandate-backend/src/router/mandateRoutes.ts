import {
  boundaryQuerySchema,
  changeReadPermission,
  mandateReadPermission,
} from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { ReadAccess } from '../permissions/ReadAccess';
import type { RiskTraining } from '../service/assess/RiskTraining';
import type { BoundaryReading } from '../service/boundaries/BoundaryReading';
import type { MandateReading } from '../service/mandates/MandateReading';
import { addMandateRoute } from './addMandateRoute';
import { parseRequest } from './parseRequest';

/** Mandates, and what they mean for a target. */
export function addMandateRoutes(
  router: Router,
  deps: {
    readonly mandates: MandateReading;
    readonly boundaries: BoundaryReading;
    readonly riskTraining: Pick<RiskTraining, 'report'>;
    readonly access: ReadAccess;
  },
): void {
  const { mandates, boundaries, access } = deps;

  router.get('/mandates', async (request, response) => {
    await access.demand(request, mandateReadPermission);
    response.json({ items: await mandates.list() });
  });

  addMandateRoute(router, {
    method: 'get',
    async handle(name, request, response) {
      await access.demand(request, mandateReadPermission);
      response.json(await mandates.get(name));
    },
  });

  addMandateRoute(router, {
    method: 'get',
    path: '/versions',
    async handle(name, request, response) {
      await access.demand(request, mandateReadPermission);
      response.json({ items: await mandates.versions(name) });
    },
  });

  router.get('/boundaries', async (request, response) => {
    await access.demand(request, changeReadPermission);
    const query = parseRequest(boundaryQuerySchema, request.query);
    response.json(await boundaries.boundaries(query));
  });

  router.get('/forecasts', async (request, response) => {
    await access.demand(request, mandateReadPermission);
    response.json(await deps.riskTraining.report());
  });

  router.get('/environments', async (request, response) => {
    await access.demand(request, changeReadPermission);
    response.json({ items: boundaries.environments() });
  });
}
