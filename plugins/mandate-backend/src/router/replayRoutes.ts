import { replayRequestSchema } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ReplayService } from '../service/replay/ReplayService';
import { parseRequest } from './parseRequest';

/** Where an import may be larger than other bodies. */
export const REPLAY_PATH = '/mandates/simulate';

/** Trying a mandate on the past. */
export function addReplayRoutes(
  router: Router,
  deps: { readonly replays: ReplayService; readonly callers: CallerReader },
): void {
  router.post(REPLAY_PATH, async (request, response) => {
    const caller = await deps.callers.ofRequest(request);
    const body = parseRequest(replayRequestSchema, request.body);
    response.json(await deps.replays.replay(body, { caller }));
  });
}
