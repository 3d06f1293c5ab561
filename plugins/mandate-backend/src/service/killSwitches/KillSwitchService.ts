import type {
  KillSwitchRequest,
  KillSwitchView,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

type Options = { readonly caller: Caller };

/**
 * Stops automation, and lets it go on. Whoever has the permission may stop: people, agents and services. Only people
 * let it go on, because what stopped may be an agent.
 */
export interface KillSwitchService {
  /** Those that are on, oldest first, or the newest hundred of all. */
  list(
    filter: { readonly engaged?: boolean },
    options: Options,
  ): Promise<readonly KillSwitchView[]>;
  /** When it returns, no gate on any replica lets an autonomous change that it covers pass. */
  engage(request: KillSwitchRequest, options: Options): Promise<KillSwitchView>;
  /**
   * Lets automation go on; waiting runs are looked at at once.
   *
   * @throws NotFoundError for an unknown one, NotAllowedError when no person asks, ConflictError when it is off.
   */
  lift(
    id: string,
    request: { readonly reason: string },
    options: Options,
  ): Promise<KillSwitchView>;
}
