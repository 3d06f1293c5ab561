import type {
  Classification,
  Plan,
  RiskFactor,
  TargetFacts,
} from '@mandate/plugin-mandate-common';

/** What the risk of a plan is computed from. */
export interface RiskInput {
  readonly kind: {
    readonly title: string;
    readonly destructive: boolean;
    readonly touchesIdentity: boolean;
    readonly touchesData: boolean;
    /** 0 (undone by itself in seconds) to 1 (cannot be undone). */
    readonly irreversibility: number;
  };
  readonly plan: Plan;
  readonly classification: Classification;
  readonly target: TargetFacts;
  readonly dependants: readonly { readonly depth: number }[];
  /** How earlier changes of this kind on this target ended. */
  readonly history: { readonly succeeded: number; readonly failed: number };
  /** Whether the proposer had a change of this kind on this target before. */
  readonly proposerIsNew: boolean;
  /** Other changes that wait to start or run on the target or on its chain of dependencies. */
  readonly concurrent: number;
  /** What went wrong with the target lately. */
  readonly incidents: {
    readonly failedChanges: number;
    readonly findings: number;
  };
  /** The local time of the target's environment. */
  readonly time: { readonly hour: number; readonly weekend: boolean };
  /** What assessors add; they move the probability. */
  readonly assessorFactors: readonly RiskFactor[];
}

/** A dependant counts half of one that is a step nearer. */
export function decayedDependants({
  dependants,
}: Pick<RiskInput, 'dependants'>): number {
  return dependants.reduce((sum, { depth }) => sum + 0.5 ** (depth - 1), 0);
}

/** Before any evidence, one in five is taken to fail, with the weight of five changes: Beta(1, 4). */
const PRIOR_FAILURES = 1;
const PRIOR_CHANGES = 5;

/** How far the smoothed failure rate is above what is taken before there is any evidence; negative when it is below. */
export function failureRateAboveExpected({
  history: { succeeded, failed },
}: Pick<RiskInput, 'history'>): number {
  const total = succeeded + failed;
  return (
    (failed + PRIOR_FAILURES) / (total + PRIOR_CHANGES) -
    PRIOR_FAILURES / PRIOR_CHANGES
  );
}

const FIRST_WORKING_HOUR = 7;
const LAST_WORKING_HOUR = 19;

/** When few people watch; undefined during working hours. */
export function unwatchedTime({
  time,
}: Pick<RiskInput, 'time'>): 'weekend' | 'night' | undefined {
  if (time.weekend) {
    return 'weekend';
  }
  return time.hour < FIRST_WORKING_HOUR || time.hour >= LAST_WORKING_HOUR
    ? 'night'
    : undefined;
}

/** What a mandate never lets history talk away: data, identities, and what is destroyed. */
export function isFloored({ kind, plan }: RiskInput): boolean {
  return (
    kind.destructive ||
    kind.touchesIdentity ||
    kind.touchesData ||
    plan.objects.some(({ action }) => action === 'delete')
  );
}
