import type { TargetLimit } from '@mandate/plugin-mandate-node';
import {
  type DecisionFacts,
  figureLimitNames,
  isInForce,
  type MandateInForce,
} from '@mandate/policy';

/** The limits on figures of every mandate that is in force for a target. A mandate that cannot be read limits nothing here: it asks people anyway. */
export function figureLimits(
  mandates: readonly MandateInForce[],
  target: DecisionFacts['target'],
  nowMs: number,
): readonly TargetLimit[] {
  return mandates
    .filter(mandate => isInForce(mandate, target, nowMs))
    .flatMap(mandate => {
      const limits =
        mandate.status === 'readable' ? mandate.spec.limits : undefined;
      return figureLimitNames.flatMap(figure => {
        const limit = limits?.[figure];
        return limit === undefined
          ? []
          : [
              {
                figure,
                limit,
                mandate: mandate.title ?? mandate.name,
                hard: limits?.hard?.includes(figure) ?? false,
              },
            ];
      });
    });
}
