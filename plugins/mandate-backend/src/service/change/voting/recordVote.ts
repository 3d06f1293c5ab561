import type { Proposer, VoteRequest } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { isRejected } from '../../../domain/approval/rejection';
import { votableGroups } from '../../../domain/approval/votableGroups';
import { waitingWords } from '../../../domain/approval/waitingWords';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import { toProposer } from '../../../domain/change/messages';
import type { Decider } from '../../decide/Decider';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import { demandApplied } from '../openChange';
import { touchChange } from '../touchChange';
import { askNextStage } from './askNextStage';
import { countVotes } from './countVotes';
import { queueApproved } from './queueApproved';

/**
 * Stores a vote that may be given, and all that follows from it. The change's row is locked.
 */
export async function recordVote(
  tx: KernelTransaction,
  {
    decider,
    kinds,
  }: { readonly decider: Decider; readonly kinds: ChangeKindRegistry },
  cast: {
    readonly voter: Proposer;
    readonly vote: VoteRequest;
    readonly change: Change;
    readonly revision: ChangeRevision;
    readonly votes: readonly ChangeVote[];
    readonly memberOf: readonly string[];
  },
): Promise<void> {
  const { voter, vote, change, revision } = cast;
  const { requirements } = revision.decision;
  const groups = votableGroups({
    revision,
    votes: cast.votes,
    memberOf: cast.memberOf,
    nowMs: await tx.now(),
  });
  await tx.votes.put({
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
    voter: voter.ref,
    verdict: vote.verdict,
    reason: vote.reason,
    groups,
    castFor: groups,
    votedAtMs: await afterInterventions(tx, revision),
    ...(vote.notBefore !== undefined && {
      notBeforeMs: Date.parse(vote.notBefore),
    }),
    onlyInsideWindow: vote.onlyInsideWindow,
  });
  const voted = {
    verdict: vote.verdict,
    digest: revision.digest,
    groups: [...groups],
    ...(vote.notBefore !== undefined && { notBefore: vote.notBefore }),
    ...(vote.onlyInsideWindow && { onlyInsideWindow: true }),
  };
  const actor = actorOf(voter);
  const standing = await tx.votes.standing({
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
  });
  const { satisfied, match, counting, rejecting } =
    await decider.requirementsSatisfied(tx, change, revision);
  if (
    vote.verdict === 'reject' &&
    (isRejected(requirements, rejecting) ||
      (await decider.isRejectedToday(tx, change, revision)))
  ) {
    const rejected = demandApplied(
      await applyTransition(tx, {
        change,
        event: { type: 'rejected' },
        entry: { kind: 'voted', actor, data: voted },
        words: `Rejected by ${voter.ref}: ${vote.reason ?? ''}`,
      }),
    );
    await tellProposer(tx, rejected);
    return;
  }
  const counted = await countVotes(
    tx,
    { change, revision, votes: standing },
    counting,
  );
  if (satisfied) {
    await queueApproved(tx, {
      change,
      kinds,
      entry: {
        kind: 'voted',
        actor,
        data: {
          ...voted,
          waitedMs: (await tx.now()) - revision.createdAtMs,
        },
      },
    });
    return;
  }
  await touchChange(tx, change, waitingWords(match));
  tx.ledger.append({
    kind: 'voted',
    actor,
    changeId: change.id,
    revision: revision.number,
    subject: change.target.entityRef,
    data: {
      ...voted,
      words: votedWords(voter, vote),
    },
  });
  await askNextStage(tx, change, {
    revision,
    before: cast.votes,
    votes: counted.votes,
  });
}

/** Now, or after the interventions on the plan when the clock was set back since: they set aside what was said before. */
async function afterInterventions(
  tx: KernelTransaction,
  revision: ChangeRevision,
): Promise<number> {
  const last = (await tx.interventions.ofPlan(revision)).at(-1);
  return Math.max(await tx.now(), (last?.atMs ?? 0) + 1);
}

function votedWords(voter: Proposer, { verdict, reason }: VoteRequest): string {
  switch (verdict) {
    case 'approve':
      return `Approved by ${voter.ref}.`;
    case 'abstain':
      return `${voter.ref} abstains: ${reason ?? ''}`;
    default:
      return `Rejected by ${voter.ref}: ${reason ?? ''}`;
  }
}

async function tellProposer(
  tx: KernelTransaction,
  change: Change,
): Promise<void> {
  const message = toProposer(change);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
