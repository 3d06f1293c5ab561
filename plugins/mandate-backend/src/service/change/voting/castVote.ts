import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  isTerminal,
  type Proposer,
  type VoteRequest,
} from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { mayVote } from '../../../domain/change/allowedActions';
import type { Change, ChangeRevision } from '../../../domain/change/change';
import { confirmTarget } from '../../../domain/change/confirmTarget';
import { involvedIn } from '../../../domain/decide/eligibility';
import type { Decider } from '../../decide/Decider';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import { readVotingRights } from '../../delegations/readVotingRights';
import { expiryMessage } from '../../timers/expiryMessage';
import { KERNEL_ACTOR } from '../actors';
import { applyTransition } from '../applyTransition';
import { openChange } from '../openChange';
import { checkStart } from './checkStart';
import { recordVote } from './recordVote';
import { rejectToday } from './rejectToday';

/** What voting needs. */
export interface Voting {
  readonly store: TransactionStore;
  readonly people: PeopleDirectory;
  readonly decider: Decider;
  readonly kinds: ChangeKindRegistry;
}

/** A vote that somebody wants to cast. */
export interface CastVote {
  readonly id: string;
  readonly voter: Proposer;
  readonly vote: VoteRequest;
  /** The link that leads here; it is used up with the vote. */
  readonly linkId?: string;
}

/**
 * Casts one vote. The change's row stays locked meanwhile, so of two votes at once the second sees the first. An
 * approval that is found to have expired, or a rejection to be enough today, ends the change in the same breath, and the
 * vote is refused.
 *
 * @throws NotAllowedError when the voter may not vote; ConflictError when it is too late, or the vote is about another
 *   plan; InputError when a destructive plan is approved without the target's name.
 */
export async function castVote(voting: Voting, cast: CastVote): Promise<void> {
  const refusal = await voting.store.transaction(tx =>
    castVoteIn(tx, voting, cast),
  );
  if (refusal) {
    throw refusal;
  }
}

/** As {@link castVote}, in a transaction that is open. What it returns is to be thrown once that is committed. */
export async function castVoteIn(
  tx: KernelTransaction,
  voting: Omit<Voting, 'store'>,
  cast: CastVote,
): Promise<ConflictError | undefined> {
  if (cast.voter.kind !== 'user') {
    throw new NotAllowedError(
      'Only people approve or reject. Agents and services can propose changes; a member of the groups that are asked has to vote, signed in as themselves.',
    );
  }
  const open = await openChange(tx, cast.id);
  const { change, revision, votes } = open;
  const { ref } = cast.voter;
  const rights = await readVotingRights(tx, voting.people, {
    voters: [ref],
    involved: involvedIn(change, revision),
    voted: votes.map(({ voter }) => voter),
  });
  const memberOf = rights.groups.get(ref) ?? [];
  const nowMs = await tx.now();
  if (await expireIfDue(tx, change, nowMs)) {
    return new ConflictError(
      'The approval has expired, so your vote does not count. The change can be proposed again if it is still wanted.',
    );
  }
  const rejected = await rejectToday(tx, voting.decider, open);
  if (rejected !== undefined) {
    return new ConflictError(`${rejected} So your vote does not count.`);
  }
  const allowed = mayVote({
    change,
    revision,
    votes,
    caller: cast.voter,
    memberOf,
    nowMs,
  });
  if (!allowed.allowed || !revision) {
    const isLate =
      isTerminal(change.state) ||
      change.state !== 'awaiting-approval' ||
      votes.some(({ voter }) => voter === cast.voter.ref);
    throw isLate
      ? new ConflictError(allowed.why)
      : new NotAllowedError(allowed.why);
  }
  checkVote(voting, change, revision, cast.vote);
  await checkStart(tx, { change, revision, votes }, cast.vote);
  await useLink(tx, cast);
  await recordVote(tx, voting, {
    ...cast,
    change,
    revision,
    votes,
    memberOf,
  });
  return undefined;
}

async function expireIfDue(
  tx: KernelTransaction,
  change: Change,
  nowMs: number,
): Promise<boolean> {
  const isDue =
    change.state === 'awaiting-approval' &&
    change.expiresAtMs !== undefined &&
    nowMs >= change.expiresAtMs;
  if (isDue) {
    const applied = await applyTransition(tx, {
      change,
      event: { type: 'expired' },
      entry: { kind: 'ended', actor: KERNEL_ACTOR },
      words: 'Expired before everybody had approved.',
    });
    const message =
      applied.type === 'applied' ? expiryMessage(applied.change) : undefined;
    if (message) {
      tx.outbox.add({ type: 'notification', message });
    }
  }
  return isDue;
}

function checkVote(
  { kinds }: Pick<Voting, 'kinds'>,
  change: Change,
  revision: ChangeRevision,
  vote: VoteRequest,
): void {
  if (vote.revision !== revision.number || vote.digest !== revision.digest) {
    throw new ConflictError(
      vote.revision === revision.number
        ? `Your vote is on the plan ${vote.digest}, and revision ${revision.number} has the plan ${revision.digest}. Look at that one and vote again.`
        : `The plan has changed since you looked at it: your vote is on revision ${vote.revision}, the newest is ${revision.number}. Look at the new plan and vote again.`,
    );
  }
  const expected = confirmTarget(change, revision, kinds.find(change.kind));
  if (
    vote.verdict === 'approve' &&
    expected !== undefined &&
    vote.confirmTarget !== expected
  ) {
    throw new InputError(
      `This plan removes something. To approve it, type the target's name: ${expected}.`,
    );
  }
}

async function useLink(
  tx: KernelTransaction,
  { voter, linkId }: { readonly voter: Proposer; readonly linkId?: string },
): Promise<void> {
  if (
    linkId !== undefined &&
    (await tx.voteLinks.use(linkId, voter.ref)) === 'was-used'
  ) {
    throw new ConflictError(
      'You have voted through this link already. Open the change in the portal to see how it stands.',
    );
  }
}
