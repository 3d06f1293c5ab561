import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { InterventionService } from '../service/interventions/InterventionService';
import { booleanParameter, parseRequest, reasonSchema } from './parseRequest';

const overrideSchema = z.strictObject({ reason: reasonSchema });
const breakGlassSchema = z.strictObject({
  reason: reasonSchema,
  incident: z.url({ protocol: /^https?$/ }).max(1_000),
  digest: z.string().max(100).optional(),
  confirmTarget: z.string().max(200).optional(),
});
const filterSchema = z.object({ reviewed: booleanParameter.optional() });
const reviewSchema = z.strictObject({
  verdict: z.enum(['justified', 'not-justified']),
  reason: reasonSchema,
});

/** Emergencies and their reviews. */
export function addInterventionRoutes(
  router: Router,
  deps: {
    readonly interventions: InterventionService;
    readonly callers: CallerReader;
  },
): void {
  const { interventions, callers } = deps;

  router.post('/changes/:id/override', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(overrideSchema, request.body);
    response.json(
      await interventions.override(request.params.id, body, { caller }),
    );
  });

  router.post('/changes/:id/break-glass', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(breakGlassSchema, request.body);
    response.json(
      await interventions.breakGlass(request.params.id, body, { caller }),
    );
  });

  router.get('/interventions', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(filterSchema, request.query);
    response.json({ items: await interventions.list(filter, { caller }) });
  });

  router.post('/interventions/:id/review', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(reviewSchema, request.body);
    response.json(
      await interventions.review(request.params.id, body, { caller }),
    );
  });
}
