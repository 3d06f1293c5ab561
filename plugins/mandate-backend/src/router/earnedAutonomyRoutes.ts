import { wideningRequestSchema } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { EarnedAutonomyService } from '../service/earnedAutonomy/EarnedAutonomyService';
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

  router.get('/mandates/:name/track-record', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(
      await earnedAutonomy.trackRecord(request.params.name, { caller }),
    );
  });

  router.post('/mandates/:name/widenings', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(wideningRequestSchema, request.body);
    response.json(
      await earnedAutonomy.widen(request.params.name, body, { caller }),
    );
  });
}
