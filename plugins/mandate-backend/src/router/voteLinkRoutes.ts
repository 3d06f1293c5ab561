import { linkedVoteSchema } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { VoteLinkService } from '../service/voteLinks/VoteLinkService';
import { parseRequest } from './parseRequest';

/** Votes through links in messages; like every route they need a signed-in caller. */
export function addVoteLinkRoutes(
  router: Router,
  deps: {
    readonly voteLinks: VoteLinkService;
    readonly callers: CallerReader;
  },
): void {
  const { voteLinks, callers } = deps;

  router.get('/vote-links/:token', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await voteLinks.open(request.params.token, { caller }));
  });

  router.post('/vote-links/:token/vote', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const vote = parseRequest(linkedVoteSchema, request.body);
    response.json(await voteLinks.vote(request.params.token, vote, { caller }));
  });
}
