import type { RiskModel } from '@mandate/analytics';
import type { Risk, RiskFactor } from '@mandate/plugin-mandate-common';
import { forecastRisk } from './forecastRisk';
import { impactFactors } from './impactFactors';
import { probabilityFactors } from './probabilityFactors';
import { riskFactor } from './riskFactor';
import { isFloored, type RiskInput } from './riskInput';

/** From which value on something is medium or high, each from 0 to 1. */
export interface RiskThreshold {
  readonly medium: number;
  readonly high: number;
}

/** Where the levels of the matrix begin. */
export interface RiskThresholds {
  /** Of a probability that rules add up. */
  readonly probability: RiskThreshold;
  /** Of a probability that was learned: lower, because few changes fail at all. */
  readonly forecast: RiskThreshold;
  readonly impact: RiskThreshold;
}

/** Used unless the configuration says otherwise. */
export const defaultRiskThresholds: RiskThresholds = {
  probability: { medium: 0.34, high: 0.67 },
  forecast: { medium: 0.1, high: 0.3 },
  impact: { medium: 0.34, high: 0.67 },
};

/** How to assess. */
export interface RiskOptions {
  readonly thresholds?: RiskThresholds;
  /** A trained model with its version; the rule matrix alone without one. */
  readonly trained?: {
    readonly version: number;
    readonly riskModel: RiskModel;
  };
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
 * Probability times impact, in the manner of the change matrices of ITIL. The impact is a sum of weights held between
 * 0 and 1; so is the probability, until there is a model that learned it from outcomes. Each factor moves the risk one
 * way only: more dependants, a worse record or a bigger version step never lower it. The level comes from the matrix,
 * not from the product: a likely nuisance and an unlikely disaster are both medium. What destroys something or touches
 * identities or data is never below medium and never less likely to fail than where nothing is known, whatever history
 * says.
 */
export function assessRisk(input: RiskInput, options: RiskOptions = {}): Risk {
  const { thresholds = defaultRiskThresholds, trained } = options;
  const byRules = probabilityFactors(input);
  const towardsImpact = impactFactors(input);
  const { probability: likely, factors } = trained
    ? forecastRisk(trained.riskModel, input, [...byRules, ...towardsImpact])
    : { probability: sum(BASE_PROBABILITY, byRules), factors: byRules };
  const isHeld = isFloored(input);
  const probability = round(
    isHeld ? Math.max(BASE_PROBABILITY, likely) : likely,
  );
  const impact = sum(BASE_IMPACT, towardsImpact);
  const fromMatrix =
    MATRIX[
      band(probability, trained ? thresholds.forecast : thresholds.probability)
    ][band(impact, thresholds.impact)];
  const isRaised = isHeld && fromMatrix === 'low';
  return {
    level: isRaised ? 'medium' : fromMatrix,
    probability,
    impact,
    score: round(probability * impact),
    factors: united([
      ...factors,
      ...towardsImpact,
      ...(isRaised
        ? [riskFactor('floor', 0, 'such a change is never below medium')]
        : []),
    ]),
    basis: trained
      ? {
          type: 'model',
          version: trained.version,
          trainedOn: trained.riskModel.trainedOn,
        }
      : { type: 'rules' },
  };
}

/** One factor an id, with all it moves; what weighs most comes first. */
function united(factors: readonly RiskFactor[]): RiskFactor[] {
  const byId = new Map<string, RiskFactor>();
  for (const factor of factors) {
    const { id, weight, words } = factor;
    const known = byId.get(id);
    byId.set(id, known ? riskFactor(id, known.weight + weight, words) : factor);
  }
  return [...byId.values()].sort(
    (a, b) => Math.abs(b.weight) - Math.abs(a.weight),
  );
}

function band(value: number, { medium, high }: RiskThreshold): 0 | 1 | 2 {
  if (value < medium) {
    return 0;
  }
  return value < high ? 1 : 2;
}

function sum(base: number, factors: readonly RiskFactor[]): number {
  const total = factors.reduce((so, { weight }) => so + weight, base);
  return round(Math.min(1, Math.max(0, total)));
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
