import type { Check } from '@mandate/plugin-mandate-node';

/** How one look at all checks moves the verification. */
export type VerificationOutcome =
  | { readonly type: 'passed'; readonly words: string }
  | { readonly type: 'failed'; readonly words: string }
  /** Look again; `soakStartedAtMs` is absent while not all checks pass. */
  | {
      readonly type: 'continue';
      readonly soakStartedAtMs?: number;
      /** Later than before when nobody looked for a while. */
      readonly deadlineAtMs: number;
      readonly words: string;
    };

/** What a look is judged by. Times are the database's, in milliseconds since the epoch. */
export interface VerificationLook {
  readonly checks: readonly Check[];
  readonly nowMs: number;
  /** How long the look itself took. */
  readonly lookMs: number;
  /** When the verification began. */
  readonly startedAtMs: number;
  readonly deadlineAtMs: number;
  /** How long all checks must hold without a break. */
  readonly soakMs: number;
  /** Since when all have been passing; absent when the last look was not good. */
  readonly soakStartedAtMs?: number;
  /** When somebody looked before; a longer gap than `maximumGapMs` starts the soak again. */
  readonly lastLookAtMs?: number;
  readonly maximumGapMs: number;
}

/** Judges one look. No data is never success: without checks, or with one unknown, the deadline decides. */
export function judgeVerification(look: VerificationLook): VerificationOutcome {
  const { checks, nowMs, soakMs } = look;
  const lost = checks.find(check => check.status === 'failing' && check.final);
  if (lost) {
    return { type: 'failed', words: checkWords(lost) };
  }
  const open = checks.filter(check => check.status !== 'passing');
  const allPass = checks.length > 0 && open.length === 0;
  const soakStartedAtMs = allPass ? soakStart(look) : undefined;
  if (soakStartedAtMs !== undefined && nowMs - soakStartedAtMs >= soakMs) {
    return {
      type: 'passed',
      words: `All ${checks.length} checks held for ${seconds(soakMs)}.`,
    };
  }
  const words = openWords(checks, open);
  const deadlineAtMs = deadline(look);
  if (nowMs >= deadlineAtMs) {
    return { type: 'failed', words: `The time to verify it is over. ${words}` };
  }
  return { type: 'continue', soakStartedAtMs, deadlineAtMs, words };
}

/**
 * Time in which nobody looked says nothing about the target, so the deadline moves by it: a portal that was down must
 * not undo what is well. A look without any check is not remembered, and moves nothing.
 */
function deadline(look: VerificationLook): number {
  const { checks, nowMs, lookMs, deadlineAtMs } = look;
  const unseenMs = nowMs - lookMs - (look.lastLookAtMs ?? look.startedAtMs);
  return checks.length > 0 && unseenMs > look.maximumGapMs
    ? deadlineAtMs + unseenMs
    : deadlineAtMs;
}

function soakStart({
  nowMs,
  soakStartedAtMs,
  lastLookAtMs,
  maximumGapMs,
}: VerificationLook): number {
  const isUnbroken =
    lastLookAtMs !== undefined && nowMs - lastLookAtMs <= maximumGapMs;
  return soakStartedAtMs !== undefined && isUnbroken ? soakStartedAtMs : nowMs;
}

function openWords(checks: readonly Check[], open: readonly Check[]): string {
  if (checks.length === 0) {
    return 'No check gave a result.';
  }
  return open.length === 0
    ? 'All checks hold, not yet long enough.'
    : open.map(checkWords).join(' ');
}

/** A check's title names what should hold, so the words say first whether it does. */
function checkWords({ title, status, words }: Check): string {
  switch (status) {
    case 'failing':
      return `Failed: "${title}". ${words}`;
    case 'unknown':
      return `No answer: "${title}". ${words}`;
    default:
      return `Waiting for: "${title}". ${words}`;
  }
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1_000)} s`;
}
