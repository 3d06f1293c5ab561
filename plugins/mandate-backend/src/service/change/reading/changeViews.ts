import type {
  ChangeDetail,
  ChangeSummary,
  QuestionView,
  Revision,
  Vote,
} from '@mandate/plugin-mandate-common';
import { targetSchema } from '@mandate/plugin-mandate-common';
import type { VoteMatch } from '@mandate/policy';
import { namesInWords } from '../../../domain/change/namesInWords';
import type { Question } from '../../../database/questions/QuestionStore';
import type { StoredTestResult } from '../../../database/testResults/TestResultStore';
import type { RunPause } from '../../../database/runQueue/RunQueue';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';

/** A change as lists show it. */
export function toSummary(change: Change): ChangeSummary {
  return {
    id: change.id,
    kind: change.kind,
    title: change.title,
    state: change.state,
    target: targetSchema.parse(change.target),
    proposer: change.proposer,
    reason: change.reason,
    revision: change.revision,
    oversight: change.oversight,
    riskLevel: change.riskLevel,
    findingId: change.findingId,
    createdAt: timestamp(change.createdAtMs),
    updatedAt: timestamp(change.updatedAtMs),
    endedAt: optionalTimestamp(change.endedAtMs),
    statusWords: namesInWords(change.statusWords),
    expiresAt: optionalTimestamp(change.expiresAtMs),
  };
}

/** A revision with its votes and how far they fill the requirements. */
export function toRevision(
  revision: ChangeRevision,
  votes: readonly ChangeVote[],
  approvals: VoteMatch,
): Revision {
  return {
    number: revision.number,
    digest: revision.digest,
    plan: revision.plan,
    assessment: revision.assessment,
    decision: revision.decision,
    votes: votes.map(toVote),
    approvals,
    createdAt: timestamp(revision.createdAtMs),
    because: revision.because,
  };
}

/** A question as the API shows it. */
export function toQuestion(question: Question): QuestionView {
  const { id, askedBy, askedAtMs, text, answer } = question;
  return {
    id,
    askedBy,
    askedAt: timestamp(askedAtMs),
    text,
    ...(answer && {
      answer: { by: answer.by, at: timestamp(answer.atMs), text: answer.text },
    }),
  };
}

/** The test results of the newest plan as the API shows them; nothing when there are none. */
export function toTestResults(
  stored: readonly StoredTestResult[],
): Pick<ChangeDetail, 'testResults'> {
  const testResults = stored.map(({ result, attachedBy, attachedAtMs }) => ({
    ...result,
    attachedBy,
    attachedAt: timestamp(attachedAtMs),
  }));
  return testResults.length > 0 ? { testResults } : {};
}

/** A pause as the API shows it. */
export function toPause({ by, reason, atMs }: RunPause): ChangeDetail['pause'] {
  return { by, reason, at: timestamp(atMs) };
}

function toVote(vote: ChangeVote): Vote {
  return {
    voter: vote.voter,
    verdict: vote.verdict,
    reason: vote.reason,
    at: timestamp(vote.votedAtMs),
    withdrawnAt: optionalTimestamp(vote.withdrawnAtMs),
    groups: vote.groups,
    notBefore: optionalTimestamp(vote.notBeforeMs),
    ...(vote.onlyInsideWindow && { onlyInsideWindow: true }),
  };
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString();
}

function optionalTimestamp(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : timestamp(ms);
}
