import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  ChangeDetail,
  LinkedVote,
  OpenedVoteLink,
} from '@mandate/plugin-mandate-common';
import type { VoteLink } from '../../database/voteLinks/VoteLinkStore';
import type { Caller } from '../change/ChangeService';
import type { ChangeReading } from '../change/reading/ChangeReading';
import { castVote, type Voting } from '../change/voting/castVote';
import type { VoteLinkService } from './VoteLinkService';
import type { VoteLinkSigner } from './VoteLinkSigner';

/** Links on the database; permissions and audit are decorators around it. */
export class DefaultVoteLinkService implements VoteLinkService {
  readonly #voting: Voting;
  readonly #reading: Pick<ChangeReading, 'detail'>;
  readonly #signer: Pick<VoteLinkSigner, 'verify'>;

  constructor(options: {
    readonly voting: Voting;
    readonly reading: Pick<ChangeReading, 'detail'>;
    readonly signer: Pick<VoteLinkSigner, 'verify'>;
  }) {
    this.#voting = options.voting;
    this.#reading = options.reading;
    this.#signer = options.signer;
  }

  async open(
    token: string,
    { caller }: { readonly caller: Caller },
  ): Promise<OpenedVoteLink> {
    const { link, why } = await this.#find(token, caller);
    const change = await this.#reading.detail(link.changeId, caller.proposer);
    if (why !== undefined) {
      return { type: 'closed', why, change };
    }
    return change.current?.digest === link.digest
      ? { type: 'open', change }
      : {
          type: 'closed',
          why: 'The plan has changed since this link was sent. Look at the new plan and vote there.',
          change,
        };
  }

  async vote(
    token: string,
    vote: LinkedVote,
    { caller }: { readonly caller: Caller },
  ): Promise<ChangeDetail> {
    if (caller.actedBy !== undefined) {
      throw new NotAllowedError(
        `Only people approve or reject, and ${caller.actedBy} called with your token. Open the link yourself.`,
      );
    }
    const { link, why } = await this.#find(token, caller);
    if (why !== undefined) {
      throw new ConflictError(why);
    }
    const { changeId: id, revision, digest } = link;
    await castVote(this.#voting, {
      id,
      voter: caller.proposer,
      vote: { ...vote, revision, digest },
      linkId: link.id,
    });
    return this.#reading.detail(id, caller.proposer);
  }

  /** The link, and why one cannot vote through it any more. */
  async #find(
    token: string,
    { proposer }: Caller,
  ): Promise<{ readonly link: VoteLink; readonly why?: string }> {
    const id = this.#signer.verify(token);
    return this.#voting.store.read(async tx => {
      const link = id === undefined ? undefined : await tx.voteLinks.get(id);
      if (!link) {
        throw new NotFoundError(
          id === undefined
            ? 'This link was not made here, or it is damaged. Open the approvals to see what needs you.'
            : 'The change of this link ended long ago, and the link is forgotten. Open the approvals to see what needs you.',
        );
      }
      if (link.expiresAtMs <= (await tx.now())) {
        return {
          link,
          why: 'This link has expired. You can still vote on the change itself.',
        };
      }
      return (await tx.voteLinks.wasUsedBy(link.id, proposer.ref))
        ? { link, why: 'You have voted through this link already.' }
        : { link };
    });
  }
}
