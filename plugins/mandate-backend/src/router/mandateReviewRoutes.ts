import { mandateReviewRequestSchema } from '@mandate/plugin-mandate-common';
import type { Router } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import type { MandateReviewService } from '../service/mandateReviews/MandateReviewService';
import { addMandateRoute } from './addMandateRoute';
import { parseRequest } from './parseRequest';

/** When mandates are to be reviewed, and the reviews. */
export function addMandateReviewRoutes(
  router: Router,
  deps: {
    readonly mandateReviews: MandateReviewService;
    readonly callers: CallerReader;
  },
): void {
  const { mandateReviews, callers } = deps;

  router.get('/mandate-reviews', async (request, response) => {
    const caller = await callers.ofRequest(request);
    response.json({ items: await mandateReviews.list({ caller }) });
  });

  addMandateRoute(router, {
    method: 'post',
    path: '/reviews',
    async handle(name, request, response) {
      const caller = await callers.ofRequest(request);
      const body = parseRequest(mandateReviewRequestSchema, request.body);
      response.json(await mandateReviews.review(name, body, { caller }));
    },
  });
}
