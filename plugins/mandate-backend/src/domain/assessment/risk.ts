import type {
  Plan,
  Risk,
  RiskFactor,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { impactFactors } from './impactFactors';
import { probabilityFactors } from './probabilityFactors';

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
  readonly target: TargetFacts;
  readonly dependants: readonly { readonly depth: number }[];
  /** How earlier changes of this kind on this target ended. */
  readonly history: { readonly succeeded: number; readonly failed: number };
  /** Whether the proposer had a change of this kind on this target before. */
  readonly proposerIsNew: boolean;
  /** The local time of the target's environment. */
  readonly time: { readonly hour: number; readonly weekend: boolean };
  /** What assessors add; they move the probability. */
  readonly assessorFactors: readonly RiskFactor[];
}

/** A change nothing is known about fails about one time in ten; a workload without users is worth little. */
const BASE_PROBABILITY = 0.1;
const BASE_IMPACT = 0.1;

/** Rows: probability; columns: impact; each from low to high. */
const MATRIX = [
  ['low', 'low', 'medium'],
  ['low', 'medium', 'high'],
  ['medium', 'high', 'high'],
] as const;

/**
 * Probability times impact, in the manner of the change matrices of ITIL. Both are sums of weights, held between 0
 * and 1, so that each factor moves the risk one way only: more dependants, a worse record or a bigger version step
 * never lower it. The level comes from the matrix, not from the product: a likely nuisance and an unlikely disaster
 * are both medium.
 */
export function assessRisk(input: RiskInput): Risk {
  const towardsProbability = probabilityFactors(input);
  const towardsImpact = impactFactors(input);
  const probability = sum(BASE_PROBABILITY, towardsProbability);
  const impact = sum(BASE_IMPACT, towardsImpact);
  return {
    level: MATRIX[band(probability)][band(impact)],
    probability,
    impact,
    score: round(probability * impact),
    factors: [...towardsProbability, ...towardsImpact].sort(
      (a, b) => Math.abs(b.weight) - Math.abs(a.weight),
    ),
  };
}

function band(value: number): 0 | 1 | 2 {
  if (value < 0.34) {
    return 0;
  }
  return value < 0.67 ? 1 : 2;
}

function sum(base: number, factors: readonly RiskFactor[]): number {
  const total = factors.reduce((so, { weight }) => so + weight, base);
  return round(Math.min(1, Math.max(0, total)));
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
