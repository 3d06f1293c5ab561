import type { RiskFactor } from '@mandate/plugin-mandate-common';
import { riskFactor } from './riskFactor';
import { decayedDependants, type RiskInput } from './riskInput';

/** What makes it worse when the change goes wrong. */
export function impactFactors(input: RiskInput): readonly RiskFactor[] {
  const { kind, target } = input;
  return [
    riskFactor(
      'environment',
      target.production ? 0.25 : 0,
      target.production
        ? `${target.environment} serves real users`
        : `${target.environment} serves no real users`,
    ),
    ...tierFactor(input),
    ...dependantsFactor(input),
    ...(kind.irreversibility > 0
      ? [
          riskFactor(
            'irreversibility',
            0.4 * kind.irreversibility,
            kind.irreversibility < 0.5
              ? 'takes a while to undo'
              : 'cannot easily be undone',
          ),
        ]
      : []),
    ...markFactor(
      kind.destructive || removesObjects(input),
      'destructive',
      'destroys something',
    ),
    ...markFactor(kind.touchesIdentity, 'identity', 'touches identities'),
    ...markFactor(kind.touchesData, 'data', 'touches data'),
  ];
}

/** A deploy that removes what it no longer has destroys it, whatever its kind says of itself. */
function removesObjects({ plan }: RiskInput): boolean {
  return plan.objects.some(({ action }) => action === 'delete');
}

const TIER_WEIGHTS = [0.25, 0.12, 0.05, 0];

function tierFactor({ target }: RiskInput): RiskFactor[] {
  const weight = TIER_WEIGHTS[target.tier - 1] ?? TIER_WEIGHTS[0];
  return weight === 0
    ? []
    : [
        riskFactor(
          'tier',
          target.production ? weight : weight / 4,
          `tier ${target.tier} service`,
        ),
      ];
}

const DEPENDANT_WEIGHT = 0.04;
const MOST_FOR_DEPENDANTS = 0.3;

function dependantsFactor(input: RiskInput): RiskFactor[] {
  const { dependants, target } = input;
  if (dependants.length === 0) {
    return [];
  }
  const weight = Math.min(
    MOST_FOR_DEPENDANTS,
    DEPENDANT_WEIGHT * decayedDependants(input),
  );
  return [
    riskFactor(
      'dependants',
      target.production ? weight : weight / 4,
      dependants.length === 1
        ? '1 service depends on it'
        : `${dependants.length} services depend on it`,
    ),
  ];
}

function markFactor(holds: boolean, id: string, words: string): RiskFactor[] {
  return holds ? [riskFactor(id, 0.35, words)] : [];
}
