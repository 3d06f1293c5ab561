import { wideningRequestSchema } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { EarnedAutonomyService } from '../service/earnedAutonomy/EarnedAutonomyService';
import { addMandateRoute } from './addMandateRoute';
import { parseRequest } from './parseRequest';

/** What mandates earn and lose by how changes end. */
export function addEarnedAutonomyRoutes(
  router: Router,
  deps: {
    readonly earnedAutonomy: EarnedAutonomyService;
    readonly callers: CallerReader;
  },
): void {
  const { earnedAutonomy, callers } = deps;

  router.get('/failure-rates', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json({ items: await earnedAutonomy.failureRates({ caller }) });
  });

  addMandateRoute(router, {
    method: 'get',
    path: '/track-record',
    async handle(name, request, response) {
      const caller = await callers.ofRequest(request);
      response.json(await earnedAutonomy.trackRecord(name, { caller }));
    },
  });

  addMandateRoute(router, {
    method: 'post',
    path: '/widenings',
    async handle(name, request, response) {
      const caller = await callers.ofRequest(request);
      const body = parseRequest(wideningRequestSchema, request.body);
      response.json(await earnedAutonomy.widen(name, body, { caller }));
    },
  });
}
