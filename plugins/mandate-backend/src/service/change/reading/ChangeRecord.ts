import {
  type ChangeDetail,
  plannedStepSchema,
  type Proposer,
  type StepView,
} from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { readStories } from '../../../database/ledger/LedgerReader';
import type { Question } from '../../../database/questions/QuestionStore';
import type { StoredTestResult } from '../../../database/testResults/TestResultStore';
import type { RunHold, RunPause } from '../../../database/runQueue/RunQueue';
import { readRunLogs } from '../../../database/runs/RunLog';
import { readChecks, readSteps } from '../../../database/runViews/readRunViews';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import { storyItem } from '../../../domain/change/story';
import type { Delegation } from '../../../domain/delegation/delegation';
import type { Intervention } from '../../../domain/intervention/intervention';

/** A change's page tells the end of its story, at most so much; the ledger has the rest. */
const MAX_STORY = 500;
/** Earlier plans are looked up to see what changed of late, and each can have a megabyte. */
const MAX_REVISIONS = 20;

/** A change with all that is stored about it. */
export interface ChangeRecord {
  readonly change: Change;
  /** The newest ones, the newest first. */
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
  /** Of its newest plan. */
  readonly testResults: readonly StoredTestResult[];
  readonly log: ChangeDetail['log'];
  readonly changeSet?: ChangeDetail['changeSet'];
  /** Those in effect now, of everybody. */
  readonly delegations: readonly Delegation[];
  readonly nowMs: number;
}

/** Reads what is stored about changes, for one caller, in their order. */
export async function readRecords(
  tx: KernelTransaction,
  changes: readonly Change[],
  caller: Proposer,
): Promise<readonly ChangeRecord[]> {
  const ids = changes.map(({ id }) => id);
  const revisions = await tx.revisions.latestOf(ids, MAX_REVISIONS);
  const stories = await readStories(tx.knex, {
    changeIds: ids,
    // Who looked at it is in the ledger; on the change's page it would bury what happened.
    exceptKind: 'read-of-evidence',
    limit: MAX_STORY,
  });
  const votes = await tx.votes.ofChanges(ids);
  const steps = await readSteps(tx, changes);
  const checks = await readChecks(tx, ids);
  const interventions = await tx.interventions.ofChanges(ids);
  const unreviewed = await tx.interventions.unreviewedBreakGlass(caller.ref);
  const waits = await tx.runQueue.waitsOf(ids);
  const questions = await tx.questions.ofChanges(ids);
  const testResults = await tx.testResults.ofPlans(
    [...revisions.values()].flatMap(([newest]) => newest ?? []),
  );
  const logs = await readRunLogs(tx, ids);
  const changeSets = await tx.changeSets.membershipsOf(ids);
  const delegations = await tx.delegations.inEffect();
  const nowMs = await tx.now();
  return changes.map(change => {
    const { id } = change;
    const ownRevisions = revisions.get(id) ?? [];
    return {
      change,
      revisions: ownRevisions,
      votes: votes.get(id) ?? [],
      steps: steps.get(id) ?? announcedSteps(ownRevisions),
      checks: [...(checks.get(id) ?? [])],
      story: (stories.get(id) ?? []).map(storyItem),
      interventions: interventions.get(id) ?? [],
      openReviews: unreviewed.filter(({ changeId }) => changeId !== id),
      ...waits.get(id),
      questions: questions.get(id) ?? [],
      testResults: testResults.get(id) ?? [],
      log: [...(logs.get(id) ?? [])],
      changeSet: changeSets.get(id),
      delegations,
      nowMs,
    };
  });
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
