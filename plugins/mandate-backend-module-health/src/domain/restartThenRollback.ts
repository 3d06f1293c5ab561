import { type ChangeSummary, isTerminal } from '@mandate/plugin-mandate-common';
import type {
  Remedy,
  RemedyOutcome,
  RemedyRequest,
} from '@mandate/plugin-mandate-node';
import { CRASH_LOOP_DETECTOR } from './crashLoopFinding';

/** For how long what was done counts, even when the trouble was over in between. */
const MEMORY_MS = 30 * 60_000;
/** Waits after the first, second, … attempt that came to nothing; then a person is asked. */
const BACK_OFF_MINUTES = [1, 2, 4];

/**
 * First a restart, and when the trouble is there again behind it, a rollback; when that did not help either, a person.
 *
 * A change counts as carried out when it succeeded or was undone: both say that it did not help. One that came to
 * nothing (expired, refused, …) is proposed again after a wait. A person's rejection is an answer.
 */
export const restartThenRollback: Remedy = {
  id: 'restart-then-rollback',
  handles: finding => finding.detector === CRASH_LOOP_DETECTOR,
  next,
};

function next({ finding, tried, now }: RemedyRequest): RemedyOutcome {
  const open = tried.find(change => !isTerminal(change.state));
  if (open) {
    return {
      type: 'wait',
      words: `"${open.title}" is under way: ${open.statusWords}`,
    };
  }
  const since = Math.min(
    Date.parse(finding.firstSeenAt),
    now.getTime() - MEMORY_MS,
  );
  const recent = tried.filter(change => endOf(change) >= since);
  const done = recent.filter(wasCarriedOut);
  if (done.some(({ kind }) => kind === 'rollback')) {
    return { type: 'escalate', words: recurredWords(done) };
  }
  const kind = done.some(change => change.kind === 'restart')
    ? 'rollback'
    : 'restart';
  return (
    holdBack(
      kind,
      recent.filter(change => change.kind === kind && !wasCarriedOut(change)),
      now,
    ) ?? {
      type: 'propose',
      request: {
        kind,
        input: {},
        reason: reasonFor(kind, finding.title, done),
      },
    }
  );
}

/** Whether earlier attempts at the same, which came to nothing, speak against another one now. */
function holdBack(
  kind: string,
  attempts: readonly ChangeSummary[],
  now: Date,
): RemedyOutcome | undefined {
  const rejected = attempts.find(({ state }) => state === 'rejected');
  if (rejected) {
    return {
      type: 'escalate',
      words: `A person rejected "${rejected.title}". Look at the workload, and decide what to do instead.`,
    };
  }
  if (attempts.length > BACK_OFF_MINUTES.length) {
    return {
      type: 'escalate',
      words: `${attempts.length} times a ${kind} was proposed and came to nothing, last: ${attempts[0].statusWords} Look at the workload and at the mandate that covers it.`,
    };
  }
  const waitMinutes =
    attempts.length === 0 ? 0 : BACK_OFF_MINUTES[attempts.length - 1];
  const lastEnd = Math.max(...attempts.map(endOf));
  return attempts.length > 0 && now.getTime() < lastEnd + waitMinutes * 60_000
    ? {
        type: 'wait',
        words: `The last ${kind} came to nothing; another one is proposed ${waitMinutes} min after it.`,
      }
    : undefined;
}

function wasCarriedOut({ state }: ChangeSummary): boolean {
  return state === 'succeeded' || state === 'undone';
}

function endOf(change: ChangeSummary): number {
  return Date.parse(change.endedAt ?? change.updatedAt);
}

function reasonFor(
  kind: 'restart' | 'rollback',
  title: string,
  done: readonly ChangeSummary[],
): string {
  return kind === 'restart'
    ? `${title}. A restart helps when the cause was temporary.`
    : `${title} again. ${recurredWords(done)}`;
}

/** "1 restart completed (0 of them undone), but it recurred." */
function recurredWords(done: readonly ChangeSummary[]): string {
  const counted = (['restart', 'rollback'] as const).flatMap(kind => {
    const changes = done.filter(change => change.kind === kind);
    const undone = changes.filter(({ state }) => state === 'undone').length;
    return changes.length > 0
      ? [
          `${changes.length} ${kind}${changes.length === 1 ? '' : 's'}${
            undone > 0 ? ` (${undone} undone)` : ''
          }`,
        ]
      : [];
  });
  return `Completed but recurred: ${counted.join(' and ')}.`;
}
