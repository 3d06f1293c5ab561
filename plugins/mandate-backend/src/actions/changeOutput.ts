import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { explainDecision } from '@mandate/policy';
import type { z } from 'zod/v3';

/** What an agent needs to know about a change, and no more: plans can be large. */
export function changeFields(zod: typeof z) {
  return {
    id: zod.string(),
    title: zod.string(),
    state: zod
      .string()
      .describe(
        'proposed, planned, awaiting-approval, queued, running, verifying, undoing, stuck; or an end: succeeded, undone, refused, rejected, expired, withdrawn, superseded, cancelled.',
      ),
    status: zod.string().describe('What it waits for, or how it ended.'),
    oversight: zod
      .string()
      .optional()
      .describe('autonomous, notify, approve or forbid.'),
    decision: zod
      .string()
      .optional()
      .describe('Which mandate and clause decided, in words.'),
    risk: zod.string().optional().describe('low, medium or high.'),
    plan: zod.string().optional().describe('The effect in a sentence.'),
    waitingFor: zod
      .array(zod.object({ group: zod.string(), missing: zod.number() }))
      .describe('Groups whose members still have to approve.'),
    questions: zod
      .array(zod.object({ id: zod.string(), text: zod.string() }))
      .describe(
        'What people asked and nobody answered; see `answer-question`.',
      ),
    story: zod
      .array(zod.string())
      .describe('What happened so far, oldest first.'),
    link: zod.string().describe('Path of the change in the portal.'),
  };
}

/** Lines of the story that an action gives: the newest ones. */
const MAX_STORY = 30;

/** A change as actions give it. */
export function toChangeOutput(change: ChangeDetail) {
  return {
    id: change.id,
    title: change.title,
    state: change.state,
    status: change.statusWords,
    oversight: change.oversight,
    decision: change.current && explainDecision(change.current.decision),
    risk: change.riskLevel,
    plan: change.current?.plan.summary,
    waitingFor: change.waitingFor.map(({ group, missing }) => ({
      group,
      missing,
    })),
    questions: change.questions
      .filter(({ answer }) => !answer)
      .map(({ id, text }) => ({ id, text })),
    story: change.story
      .slice(-MAX_STORY)
      .map(({ at, words }) => `${at} ${words}`),
    link: `/changes/${change.id}`,
  };
}
