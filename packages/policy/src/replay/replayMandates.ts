import { budgetKeys } from '../mandate/budgets';
import { decide } from '../mandate/decide';
import type { Decision } from '../mandate/decision';
import type {
  BudgetUsage,
  DecisionFacts,
  DecisionInput,
  MandateInForce,
} from '../mandate/decisionInput';
import { isStricter } from '../mandate/oversight';
import type { Oversight } from '../mandate/oversight';
import { SlidingBudgets } from './slidingBudgets';

/**
 * How a past change ended: well, badly (undone, stuck, or reported to have caused a failure), or without effect.
 *
 * @public
 */
export type PastOutcome = 'succeeded' | 'failed' | 'no-effect';

/**
 * A change of the past with what was known when it was decided.
 *
 * @public
 */
export interface PastChange {
  readonly id: string;
  readonly title: string;
  readonly decidedAtMs: number;
  readonly facts: DecisionFacts;
  readonly outcome: PastOutcome;
}

/**
 * What mandates would have decided on one past change.
 *
 * @public
 */
export interface ReplayedChange {
  readonly change: Pick<PastChange, 'id' | 'title' | 'decidedAtMs' | 'outcome'>;
  readonly before: ReplayedDecision;
  readonly after: ReplayedDecision;
}

/**
 * An oversight with its reason.
 *
 * @public
 */
export type ReplayedDecision = Pick<Decision, 'oversight' | 'decidedBy'>;

/**
 * How many past changes would have got each oversight, by how they ended.
 *
 * @public
 */
export type OversightCounts = Readonly<
  Record<Oversight, Readonly<Record<PastOutcome, number>>>
>;

/**
 * A replay: what today's mandates and proposed ones make of the same past.
 *
 * @public
 */
export interface Replay {
  readonly changes: number;
  readonly before: OversightCounts;
  readonly after: OversightCounts;
  /** Changes that would be decided otherwise, those that would become freer first, failed ones before others, newest first. */
  readonly differences: readonly ReplayedChange[];
}

/**
 * What decisions depend on beside mandates and changes.
 *
 * @public
 */
export type ReplaySettings = Pick<
  DecisionInput,
  'defaultApprovers' | 'findingErrorsNeedApproval' | 'narrowings'
>;

class Replayer {
  readonly #budgets = new SlidingBudgets();

  constructor(
    private readonly mandates: readonly MandateInForce[],
    private readonly settings: Parameters<typeof replayMandates>[0]['settings'],
    private readonly nowMs: number,
  ) {}

  decide({ facts, decidedAtMs, outcome }: PastChange): Decision {
    const budgets = budgetKeys(this.mandates, facts, this.nowMs).map(
      (key): BudgetUsage => ({
        mandate: key.mandate,
        budgetIndex: key.budgetIndex,
        key: key.key,
        used: this.#budgets.used(key, decidedAtMs),
        held: 0,
      }),
    );
    const decision = decide({
      ...this.settings,
      facts,
      mandates: this.mandates,
      budgets,
      killSwitches: [],
      nowMs: this.nowMs,
    });
    if (outcome !== 'no-effect') {
      decision.reservations.forEach(reservation =>
        this.#budgets.spend(reservation, decidedAtMs),
      );
    }
    return decision;
  }
}

/**
 * Decides past changes again, in the order they came, with two sets of mandates. Budgets are counted as they would have been used, each
 * set for itself; reviews, expiry and kill switches are those of now, since the question is what the mandates would do from today on.
 *
 * @public
 */
export function replayMandates(options: {
  readonly changes: readonly PastChange[];
  readonly before: readonly MandateInForce[];
  readonly after: readonly MandateInForce[];
  readonly settings: ReplaySettings;
  readonly nowMs: number;
}): Replay {
  const { settings, nowMs } = options;
  const changes = [...options.changes].sort(
    (a, b) => a.decidedAtMs - b.decidedAtMs || (a.id < b.id ? -1 : 1),
  );
  const before = new Replayer(options.before, settings, nowMs);
  const after = new Replayer(options.after, settings, nowMs);
  const counts = { before: noCounts(), after: noCounts() };
  const differences: ReplayedChange[] = [];
  for (const change of changes) {
    const was = before.decide(change);
    const would = after.decide(change);
    counts.before[was.oversight][change.outcome] += 1;
    counts.after[would.oversight][change.outcome] += 1;
    if (was.oversight !== would.oversight) {
      const { id, title, decidedAtMs, outcome } = change;
      differences.push({
        change: { id, title, decidedAtMs, outcome },
        before: reasonOf(was),
        after: reasonOf(would),
      });
    }
  }
  return {
    changes: changes.length,
    ...counts,
    differences: differences.sort(mostTelling),
  };
}

function reasonOf({ oversight, decidedBy }: Decision): ReplayedDecision {
  return { oversight, decidedBy };
}

function noCounts() {
  const none = () => ({ succeeded: 0, failed: 0, 'no-effect': 0 });
  return {
    autonomous: none(),
    notify: none(),
    approve: none(),
    forbid: none(),
  };
}

function mostTelling(a: ReplayedChange, b: ReplayedChange): number {
  return (
    rank(a) - rank(b) ||
    b.change.decidedAtMs - a.change.decidedAtMs ||
    (a.change.id < b.change.id ? -1 : 1)
  );
}

function rank({ before, after, change }: ReplayedChange): number {
  const freer = isStricter(before.oversight, after.oversight);
  return (freer ? 0 : 2) + (change.outcome === 'failed' ? 0 : 1);
}
