/** One thing that must keep up. */
export interface StatusCheck {
  readonly id: 'database' | 'ledger' | 'runs' | 'messages' | 'timers';
  readonly title: string;
  readonly status: 'ok' | 'late' | 'failing';
  /** How long the oldest of what waits has been due, in seconds. */
  readonly oldestSeconds?: number;
  readonly words: string;
}

/** How the kernel is: it can serve unless it is `failing`; `late` means that people should look. */
export interface KernelStatus {
  readonly status: 'ok' | 'late' | 'failing';
  readonly checks: readonly StatusCheck[];
  readonly deadLetters?: number;
}

/** What waits, and since when; see `readBacklog`. */
interface Waiting {
  readonly nowMs: number;
  readonly unsequencedSinceMs?: number;
  readonly runDueSinceMs?: number;
  readonly messageDueSinceMs?: number;
  readonly timerDueSinceMs?: number;
  readonly deadLetters: number;
}

/** So long after it was due, what waits is late. In milliseconds: a healthy replica is within seconds of each. */
const LATE_MS = {
  ledger: 30_000,
  runs: 120_000,
  messages: 300_000,
  timers: 120_000,
} as const;

/** Judges what waits. */
export function judgeBacklog(waiting: Waiting): KernelStatus {
  const { nowMs } = waiting;
  const checks: readonly StatusCheck[] = [
    {
      id: 'database',
      title: 'Database',
      status: 'ok',
      words: 'It answers.',
    },
    check('ledger', 'Entries get their place in the ledger', {
      sinceMs: waiting.unsequencedSinceMs,
      nowMs,
    }),
    check('runs', 'Runs are worked on', {
      sinceMs: waiting.runDueSinceMs,
      nowMs,
    }),
    check('messages', 'Messages are delivered', {
      sinceMs: waiting.messageDueSinceMs,
      nowMs,
    }),
    check('timers', 'Timers fire', { sinceMs: waiting.timerDueSinceMs, nowMs }),
  ];
  return {
    status: checks.some(({ status }) => status === 'late') ? 'late' : 'ok',
    checks,
    deadLetters: waiting.deadLetters,
  };
}

/** The status when the database does not answer: nothing else can be told then. */
export const databaseSilent: KernelStatus = {
  status: 'failing',
  checks: [
    {
      id: 'database',
      title: 'Database',
      status: 'failing',
      words:
        'It does not answer. Nothing is decided or started until it does; what runs is resumed from its journal.',
    },
  ],
};

function check(
  id: keyof typeof LATE_MS,
  title: string,
  { sinceMs, nowMs }: { readonly sinceMs?: number; readonly nowMs: number },
): StatusCheck {
  if (sinceMs === undefined) {
    return { id, title, status: 'ok', words: 'Nothing waits.' };
  }
  const oldestSeconds = Math.max(0, Math.round((nowMs - sinceMs) / 1_000));
  const isLate = nowMs - sinceMs > LATE_MS[id];
  return {
    id,
    title,
    status: isLate ? 'late' : 'ok',
    oldestSeconds,
    words: isLate
      ? `The oldest has been due for ${oldestSeconds} s. See whether a replica runs, and what its log says.`
      : `The oldest has been due for ${oldestSeconds} s.`,
  };
}
