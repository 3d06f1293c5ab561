import {
  changeSetRequestSchema,
  changeSetVoteSchema,
} from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeSetService } from '../service/changeSets/ChangeSetService';
import { z } from 'zod';
import { limitParameter, parseRequest } from './parseRequest';

const filterSchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: limitParameter,
});

/** Changes of several targets together. */
export function addChangeSetRoutes(
  router: Router,
  deps: {
    readonly changeSets: ChangeSetService;
    readonly callers: CallerReader;
  },
): void {
  const { changeSets, callers } = deps;

  router.post('/change-sets', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(changeSetRequestSchema, request.body);
    response.status(201).json(await changeSets.propose(body, { caller }));
  });

  router.get('/change-sets', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(filterSchema, request.query);
    response.json(await changeSets.list(filter, { caller }));
  });

  router.get('/change-sets/:id', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await changeSets.get(request.params.id, { caller }));
  });

  router.post('/change-sets/:id/votes', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const vote = parseRequest(changeSetVoteSchema, request.body);
    response.json(await changeSets.vote(request.params.id, vote, { caller }));
  });
}
