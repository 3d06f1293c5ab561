import { forecastFailure, type RiskModel } from '@mandate/analytics';
import type { RiskFactor } from '@mandate/plugin-mandate-common';
import { riskFactor } from './riskFactor';
import { type RiskFeatures, riskFeatures } from './riskFeatures';
import type { RiskInput } from './riskInput';

/** A probability learned from outcomes, and by how much each feature moved it. */
export interface RiskForecast {
  /** Between 0 and 1. */
  readonly probability: number;
  readonly factors: readonly RiskFactor[];
}

/**
 * Asks a trained model. `ruleFactors` lend their words; a feature that no rule speaks of is not told.
 */
export function forecastRisk(
  riskModel: RiskModel,
  input: RiskInput,
  ruleFactors: readonly RiskFactor[],
): RiskForecast {
  const { probability, contributions } = forecastFailure(
    riskModel,
    featureValues(riskModel, riskFeatures(input)),
  );
  const assessors = new Set(input.assessorFactors.map(({ id }) => id));
  const told = (name: string) =>
    ruleFactors.filter(({ id }) =>
      name === 'assessors' ? assessors.has(id) : id === name,
    );
  return {
    probability,
    factors: contributions.flatMap(({ name, contribution }) => {
      const share = shareOf(probability, contribution);
      const spoken = told(name);
      return spoken.map(({ id, words }) =>
        riskFactor(id, share / spoken.length, words),
      );
    }),
  };
}

/** The values in the model's order; a feature that was not recorded counts as absent. */
export function featureValues(
  { features }: Pick<RiskModel, 'features'>,
  values: RiskFeatures,
): readonly number[] {
  return features.map(({ name }) => values[name] ?? 0);
}

/** By how much the probability would differ without a contribution to its log-odds. */
function shareOf(probability: number, contribution: number): number {
  const logit = Math.log(probability / (1 - probability));
  return probability - 1 / (1 + Math.exp(contribution - logit));
}
