import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { CallerReader } from '../service/callers/CallerReader';
import type { RateLimiter } from '../service/rateLimit/RateLimiter';

/** A registry whose actions count against their caller's rate, as the routes do. */
export function limitedActions(deps: {
  readonly actions: ActionsRegistryService;
  readonly callers: Pick<CallerReader, 'ofCredentials'>;
  readonly rateLimiter: Pick<RateLimiter, 'demand'>;
}): ActionsRegistryService {
  const { actions, callers, rateLimiter } = deps;
  return {
    register: options =>
      actions.register({
        ...options,
        action: async context => {
          rateLimiter.demand(callers.ofCredentials(context.credentials));
          return options.action(context);
        },
      }),
  };
}
