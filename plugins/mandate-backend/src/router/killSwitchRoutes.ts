import { mandateScopeSchema } from '@mandate/policy';
import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { KillSwitchService } from '../service/killSwitches/KillSwitchService';
import { booleanParameter, parseRequest, reasonSchema } from './parseRequest';

const filterSchema = z.object({ engaged: booleanParameter.optional() });
const engageSchema = z.strictObject({
  scope: mandateScopeSchema.optional(),
  changes: z.array(z.string().min(1).max(100)).min(1).max(50).optional(),
  reason: reasonSchema,
});
const liftSchema = z.strictObject({ reason: reasonSchema });

/** Kill switches: stop automation, and let it go on. */
export function addKillSwitchRoutes(
  router: Router,
  deps: {
    readonly killSwitches: KillSwitchService;
    readonly callers: CallerReader;
  },
): void {
  const { killSwitches, callers } = deps;

  router.get('/kill-switches', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(filterSchema, request.query);
    response.json({ items: await killSwitches.list(filter, { caller }) });
  });

  router.post('/kill-switches', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(engageSchema, request.body);
    response.status(201).json(await killSwitches.engage(body, { caller }));
  });

  router.post('/kill-switches/:id/lift', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(liftSchema, request.body);
    response.json(await killSwitches.lift(request.params.id, body, { caller }));
  });
}
