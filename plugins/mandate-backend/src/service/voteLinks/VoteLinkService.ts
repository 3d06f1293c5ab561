import type {
  ChangeDetail,
  LinkedVote,
  OpenedVoteLink,
} from '@mandate/plugin-mandate-common';
import type { Caller } from '../change/ChangeService';

/** Votes through links in messages. A link replaces finding the change, never signing in or being asked. */
export interface VoteLinkService {
  /**
   * What a link leads to, and whether one can still vote through it.
   *
   * @throws NotFoundError when the link was not made by us.
   */
  open(
    token: string,
    options: { readonly caller: Caller },
  ): Promise<OpenedVoteLink>;
  /**
   * Votes on the plan that the link was made for; the link is used up for the caller.
   *
   * @throws ConflictError when it has expired or was used; and what voting throws.
   */
  vote(
    token: string,
    vote: LinkedVote,
    options: { readonly caller: Caller },
  ): Promise<ChangeDetail>;
}
