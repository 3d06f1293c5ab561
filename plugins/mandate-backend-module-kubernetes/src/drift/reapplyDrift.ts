import { type ChangeSummary, isTerminal } from '@mandate/plugin-mandate-common';
import type {
  Remedy,
  RemedyOutcome,
  RemedyRequest,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';

/** Whoever changes it again after it was put back so many times in a day means it. */
const MOST_TIMES = 3;

const evidenceSchema = z.object({
  object: z.object({ kind: z.string(), name: z.string() }),
});

/**
 * Proposes to bring what drifted back to what was intended; the mandate decides whether that runs alone. A person's
 * rejection is an answer, and after some times in a day a person is asked what is meant.
 */
export const reapplyDrift: Remedy = {
  id: 'reapply-drift',
  handles: ({ detector }) => detector.startsWith('drift-'),
  next,
};

function next({ finding, tried, now }: RemedyRequest): RemedyOutcome {
  const open = tried.find(({ state }) => !isTerminal(state));
  if (open) {
    return {
      type: 'wait',
      words: `"${open.title}" is under way: ${open.statusWords}`,
    };
  }
  const objection = objectionTo(tried, Date.parse(finding.firstSeenAt), now);
  if (objection) {
    return { type: 'escalate', words: objection };
  }
  const evidence = evidenceSchema.safeParse(finding.evidence);
  if (!evidence.success) {
    return {
      type: 'escalate',
      words: 'The finding does not say which object it is about.',
    };
  }
  const { kind, name } = evidence.data.object;
  return {
    type: 'propose',
    request: {
      kind: 'reapply',
      input: { objects: [{ kind, name }] },
      reason: `${finding.title}. ${finding.words}`,
    },
  };
}

function objectionTo(
  tried: readonly ChangeSummary[],
  since: number,
  now: Date,
): string | undefined {
  const ofThisTime = tried.filter(
    ({ endedAt, updatedAt }) => Date.parse(endedAt ?? updatedAt) >= since,
  );
  const ended = ofThisTime.find(({ state }) => state !== 'succeeded');
  if (ended) {
    return `"${ended.title}" came to nothing: ${ended.statusWords} Decide whether to reapply, adopt or ignore what is there.`;
  }
  const dayAgo = now.getTime() - 86_400_000;
  const times = tried.filter(
    ({ state, endedAt, updatedAt }) =>
      state === 'succeeded' && Date.parse(endedAt ?? updatedAt) >= dayAgo,
  ).length;
  return times >= MOST_TIMES
    ? `It was put back ${times} times within a day and changed again. Ask whoever changes it, and adopt or ignore what is there if that is meant.`
    : undefined;
}
