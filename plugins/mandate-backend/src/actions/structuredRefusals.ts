import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { demandStorable } from '../router/demandStorable';
import { NothingToDoError } from '../service/change/proposing/NothingToDoError';

/** What an agent does about a refusal. */
interface Refusal {
  readonly code:
    | 'nothing-to-do'
    | 'wrong-input'
    | 'not-found'
    | 'conflict'
    | 'not-allowed'
    | 'unavailable';
  /** Whether the same call can succeed, and when. */
  readonly retry: 'never' | 'after-correcting' | 'after-looking' | 'later';
  readonly next: string;
}

const refusals: readonly (Refusal & {
  readonly of: new (message: string) => Error;
})[] = [
  {
    of: NotAllowedError,
    code: 'not-allowed',
    retry: 'never',
    next: 'Tell the person you act for what was refused, and who can do it.',
  },
  {
    of: NothingToDoError,
    code: 'nothing-to-do',
    retry: 'never',
    next: 'It is as you want it already: go on without a change.',
  },
  {
    of: InputError,
    code: 'wrong-input',
    retry: 'after-correcting',
    next: 'Correct what the sentence names, and call again.',
  },
  {
    of: NotFoundError,
    code: 'not-found',
    retry: 'after-correcting',
    next: 'Check the name or id; take it from what another call returned.',
  },
  {
    of: ConflictError,
    code: 'conflict',
    retry: 'after-looking',
    next: 'Read the change as it is now, and decide again.',
  },
  {
    of: ServiceUnavailableError,
    code: 'unavailable',
    retry: 'later',
    next: 'Nothing was done. Wait a minute and call again with the same idempotency key.',
  },
];

/**
 * A registry whose actions end a refusal with a line of JSON, `{"refusal":{"code":…,"retry":…,"next":…}}`, after the
 * sentence for people: an agent acts on it without guessing from words. It stays an error, so that no step of a template
 * takes a refusal for success.
 */
export function structuredRefusals(
  actions: ActionsRegistryService,
): ActionsRegistryService {
  return {
    register: options =>
      actions.register({
        ...options,
        action: async context => {
          try {
            // As the API does.
            demandStorable(context.input);
            return await options.action(context);
          } catch (error) {
            throw withRefusal(error);
          }
        },
      }),
  };
}

function withRefusal(error: unknown): unknown {
  const known = refusals.find(({ of }) => error instanceof of);
  if (!known || !(error instanceof Error)) {
    return error;
  }
  const { of: Refused, ...refusal } = known;
  return new Refused(`${error.message}\n${JSON.stringify({ refusal })}`);
}
