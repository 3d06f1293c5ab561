import type { RequestHandler } from 'express';
import type { CallerReader } from '../service/callers/CallerReader';
import {
  type RateLimiter,
  TooManyRequestsError,
} from '../service/rateLimit/RateLimiter';

/** Answers 429 with `Retry-After` to who calls too often, before anything else is done. */
export function limitRate(deps: {
  readonly callers: CallerReader;
  readonly rateLimiter: RateLimiter;
}): RequestHandler {
  return async (request, response, next) => {
    try {
      deps.rateLimiter.demand(await deps.callers.ofRequest(request));
      next();
    } catch (error) {
      if (error instanceof TooManyRequestsError) {
        response.setHeader('Retry-After', String(error.retryAfterSeconds));
      }
      next(error);
    }
  };
}
