import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { DeadLetterService } from '../service/deadLetters/DeadLetterService';

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
}
