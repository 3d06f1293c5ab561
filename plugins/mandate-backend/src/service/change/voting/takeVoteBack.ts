import type { Proposer } from '@mandate/plugin-mandate-common';
import { askedGroups } from '@mandate/policy';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { askedNow } from '../../../domain/approval/votableGroups';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import { approvalNeeded, toProposer } from '../../../domain/change/messages';
import { askForVotes } from '../askForVotes';
import { waitingWords } from '../../../domain/approval/waitingWords';
import { mayWithdrawVote } from '../../../domain/change/allowedActions';
import { breaksGlass } from '../../../domain/intervention/intervention';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import { setApprovalTimers } from '../approvalTimers';
import { demand, demandApplied, openChange } from '../openChange';
import type { Voting } from './castVote';
import { askNextStage } from './askNextStage';
import { countVotes } from './countVotes';
import { queueApproved } from './queueApproved';

/**
 * Takes a vote back, until the run starts. When the requirements need it, a queued change waits for approval again, unless
 * its glass is broken: it runs without approvals anyway.
 *
 * @throws ConflictError when there is no vote, or it is too late.
 */
export async function takeVoteBack(
  { store, decider, kinds }: Voting,
  request: { readonly id: string; readonly voter: Proposer },
): Promise<void> {
  await store.transaction(async tx => {
    const { change, revision, votes } = await openChange(tx, request.id);
    const nowMs = await tx.now();
    demand(
      mayWithdrawVote({
        change,
        revision,
        votes,
        caller: request.voter,
        memberOf: [],
        nowMs,
      }),
      'conflict',
    );
    const vote = votes.find(({ voter }) => voter === request.voter.ref);
    if (!vote || !revision) {
      return;
    }
    await tx.votes.put({ ...vote, withdrawnAtMs: nowMs });
    const { satisfied, match, counting } = await decider.requirementsSatisfied(
      tx,
      change,
      revision,
    );
    const left = await countVotes(
      tx,
      { change, revision, votes: votes.filter(each => each !== vote) },
      counting,
    );
    const actor = actorOf(request.voter);
    const isExpired =
      change.expiresAtMs !== undefined && change.expiresAtMs <= nowMs;
    const words = `${request.voter.ref} took the vote back.`;
    const isGlassBroken = breaksGlass(await tx.interventions.ofPlan(revision));
    if (change.state === 'queued' && !satisfied && !isGlassBroken) {
      const lost = demandApplied(
        await applyTransition(tx, {
          change,
          event: { type: 'approval-lost' },
          entry: { kind: 'vote-withdrawn', actor },
          words: `${words} ${waitingWords(match)}`,
        }),
      );
      await tx.runQueue.close(change.id);
      await setApprovalTimers(tx, change, revision);
      if (!isExpired) {
        await tellOfLoss(tx, { change: lost, revision, votes: left.votes });
      }
      return;
    }
    if (change.state === 'awaiting-approval' && satisfied && !isExpired) {
      // Somebody whom the voter represents, or is represented by, counts for what the voter filled.
      await queueApproved(tx, {
        change,
        kinds,
        entry: { kind: 'vote-withdrawn', actor },
      });
      return;
    }
    tx.ledger.append({
      kind: 'vote-withdrawn',
      actor,
      changeId: change.id,
      revision: revision.number,
      subject: change.target.entityRef,
      data: { words },
    });
    const saved = await tx.changes.save({
      ...change,
      statusWords: isGlassBroken ? change.statusWords : waitingWords(match),
      updatedAtMs: nowMs,
    });
    if (saved === 'lost-race') {
      demandApplied({ type: 'lost-race' });
    }
    if (change.state === 'awaiting-approval' && !isExpired) {
      await askNextStage(tx, change, {
        revision,
        before: votes,
        votes: left.votes,
      });
    }
  });
}

/** Its proposer heard that it was approved, and whoever approves instead was not asked since. */
async function tellOfLoss(
  tx: KernelTransaction,
  of: {
    readonly change: Change;
    readonly revision: ChangeRevision;
    readonly votes: readonly ChangeVote[];
  },
): Promise<void> {
  const { change, revision } = of;
  const waitedMs = (await tx.now()) - revision.createdAtMs;
  const groups = askedNow(of).flatMap(requirement =>
    askedGroups(requirement, waitedMs),
  );
  await askForVotes(
    tx,
    change,
    revision,
    approvalNeeded(change, revision, groups),
  );
  const message = toProposer(change);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
