import {
  changeFilterSchema,
  attachTestResultsSchema,
  discussionTextSchema,
  proposeRequestSchema,
  voteRequestSchema,
} from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { CallerReader } from '../service/callers/CallerReader';
import type { ChangeService } from '../service/change/ChangeService';
import {
  booleanParameter,
  limitParameter,
  parseRequest,
  reasonSchema as reason,
  repeatedParameter,
} from './parseRequest';

const filterSchema = changeFilterSchema.extend({
  states: repeatedParameter
    .pipe(changeFilterSchema.shape.states.unwrap())
    .optional(),
  limit: limitParameter,
});
const approvalFilterSchema = z.object({
  mine: booleanParameter.optional(),
  entityRef: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: limitParameter,
});
const withdrawSchema = z.object({ reason: reason.optional() });
const abortSchema = z.object({ reason });
const resolveSchema = z.object({
  outcome: z.enum(['retry', 'undo', 'accept']),
  reason,
});

/** Changes and their approvals. */
export function addChangeRoutes(
  router: Router,
  deps: { readonly changes: ChangeService; readonly callers: CallerReader },
): void {
  const { changes, callers } = deps;

  router.get('/changes', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(filterSchema, request.query);
    response.json(await changes.list(filter, { caller }));
  });

  router.post('/changes', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const proposal = parseRequest(proposeRequestSchema, request.body);
    response.status(201).json(await changes.propose(proposal, { caller }));
  });

  router.post('/changes/simulate', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const proposal = parseRequest(proposeRequestSchema, request.body);
    response.json(await changes.simulate(proposal, { caller }));
  });

  router.get('/changes/:id', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await changes.get(request.params.id, { caller }));
  });

  router.post('/changes/:id/votes', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const vote = parseRequest(voteRequestSchema, request.body);
    response.json(await changes.vote(request.params.id, vote, { caller }));
  });

  router.delete('/changes/:id/votes/mine', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await changes.withdrawVote(request.params.id, { caller }));
  });

  router.post('/changes/:id/withdraw', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(withdrawSchema, request.body);
    response.json(await changes.withdraw(request.params.id, body, { caller }));
  });

  router.post('/changes/:id/abort', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(abortSchema, request.body);
    response.json(await changes.abort(request.params.id, body, { caller }));
  });

  router.post('/changes/:id/remind', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await changes.remind(request.params.id, { caller }));
  });

  router.post('/changes/:id/questions', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(discussionTextSchema, request.body);
    response.json(await changes.ask(request.params.id, body, { caller }));
  });

  router.post(
    '/changes/:id/questions/:questionId/answer',
    async (request, response) => {
      const caller = await callers.ofRequest(request);
      const { text } = parseRequest(discussionTextSchema, request.body);
      const { id, questionId } = request.params;
      response.json(await changes.answer(id, { questionId, text }, { caller }));
    },
  );

  router.post('/changes/:id/test-results', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const { id } = request.params;
    const body = parseRequest(attachTestResultsSchema, request.body);
    response.json(await changes.attachTestResults(id, body, { caller }));
  });

  router.post('/changes/:id/pause', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(abortSchema, request.body);
    response.json(await changes.pause(request.params.id, body, { caller }));
  });

  router.post('/changes/:id/resume', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json(await changes.resume(request.params.id, { caller }));
  });

  router.post('/changes/:id/resolve', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const body = parseRequest(resolveSchema, request.body);
    response.json(await changes.resolve(request.params.id, body, { caller }));
  });

  router.get('/approvals', async (request, response) => {
    const caller = await callers.ofRequest(request);
    const filter = parseRequest(approvalFilterSchema, request.query);
    response.json(await changes.listApprovals(filter, { caller }));
  });
}
