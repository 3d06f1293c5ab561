import {
  type ChangeDetail,
  plannedStepSchema,
  type Proposer,
  type StepView,
} from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { readEntries } from '../../../database/ledger/LedgerReader';
import type { Question } from '../../../database/questions/QuestionStore';
import type { RunHold, RunPause } from '../../../database/runQueue/RunQueue';
import { readRunLog } from '../../../database/runs/RunLog';
import { readChecks, readSteps } from '../../../database/runViews/readRunViews';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import { storyItem } from '../../../domain/change/story';
import type { Delegation } from '../../../domain/delegation/delegation';
import type { Intervention } from '../../../domain/intervention/intervention';

/** A change's story is at most this long on its page; the ledger has the rest. */
const MAX_STORY = 500;

/** A change with all that is stored about it. */
export interface ChangeRecord {
  readonly change: Change;
  readonly revisions: readonly ChangeRevision[];
  readonly votes: readonly ChangeVote[];
  readonly steps: readonly StepView[];
  readonly checks: ChangeDetail['checks'];
  readonly story: ChangeDetail['story'];
  readonly interventions: readonly Intervention[];
  /** The caller's own broken glass elsewhere that nobody reviewed. */
  readonly openReviews: readonly Intervention[];
  readonly hold?: RunHold;
  readonly pause?: RunPause;
  readonly questions: readonly Question[];
  readonly log: ChangeDetail['log'];
  /** Those in effect now, of everybody. */
  readonly delegations: readonly Delegation[];
  readonly nowMs: number;
}

/** Reads what is stored about a change, for one caller. */
export async function readRecord(
  tx: KernelTransaction,
  change: Change,
  caller: Proposer,
): Promise<ChangeRecord> {
  const { id: changeId, revision } = change;
  const revisions = await tx.revisions.all(changeId);
  const entries = await readEntries(tx.knex, {
    changeId,
    // Who looked at it is in the ledger; on the change's page it would bury what happened.
    exceptKind: 'read-of-evidence',
    order: 'oldest-first',
    limit: MAX_STORY,
  });
  const steps = await readSteps(tx, { changeId, revision });
  return {
    change,
    revisions,
    votes: await tx.votes.all(changeId),
    steps: steps.length > 0 ? steps : announcedSteps(revisions),
    checks: await readChecks(tx, changeId),
    story: entries.map(storyItem),
    interventions: await tx.interventions.ofChange(changeId),
    openReviews: (
      await tx.interventions.unreviewedBreakGlass(caller.ref)
    ).filter(other => other.changeId !== changeId),
    hold: await tx.runQueue.holdOf(changeId),
    pause: await tx.runQueue.pauseOf(changeId),
    questions: await tx.questions.ofChange(changeId),
    log: await readRunLog(tx, changeId),
    delegations: await tx.delegations.inEffect(),
    nowMs: await tx.now(),
  };
}

/** Before the run there is only what the plan announces. */
function announcedSteps(
  revisions: readonly ChangeRevision[],
): readonly StepView[] {
  return (revisions[0]?.plan.steps ?? []).map(step => ({
    ...plannedStepSchema.parse(step),
    state: 'pending',
  }));
}
