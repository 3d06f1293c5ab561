import type {
  DelegationRequest,
  DelegationView,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

type Options = { readonly caller: Caller };

/** While somebody is away, another votes for them. Everybody sets their own; everybody sees all. */
export interface DelegationService {
  /** Those that are not over: of everybody, or those that concern the caller. */
  list(
    filter: { readonly mine?: boolean },
    options: Options,
  ): Promise<readonly DelegationView[]>;
  /**
   * Lets another person vote for the caller.
   *
   * @throws NotAllowedError when no person calls; InputError for times or people that cannot be; ConflictError when
   *   somebody else votes for them in that time already.
   */
  create(request: DelegationRequest, options: Options): Promise<DelegationView>;
  /** Ends one's own delegation. Throws `NotFoundError`, or `NotAllowedError` when it is another's. */
  revoke(id: string, options: Options): Promise<void>;
}
