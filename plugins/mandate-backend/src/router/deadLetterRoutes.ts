import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { DeadLetterService } from '../service/deadLetters/DeadLetterService';
import { parseRequest, reasonSchema } from './parseRequest';

const discardSchema = z.strictObject({ reason: reasonSchema });

/** Messages that could not be delivered. */
export function addDeadLetterRoutes(
  router: Router,
  deps: {
    readonly deadLetters: DeadLetterService;
    readonly callers: CallerReader;
  },
): void {
  const { deadLetters, callers } = deps;

  router.get('/dead-letters', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json({ items: await deadLetters.list({ caller }) });
  });

  router.post('/dead-letters/:id/replay', async (request, response) => {
    const caller = await callers.ofRequest(request);
    await deadLetters.replay(request.params.id, { caller });
    response.status(204).end();
  });

  router.post('/dead-letters/:id/discard', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(discardSchema, request.body);
    await deadLetters.discard(request.params.id, body, { caller });
    response.status(204).end();
  });
}
