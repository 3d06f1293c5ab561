import {
  CHANGE_CONFIGURATION_KIND,
  type RiskFactor,
} from '@mandate/plugin-mandate-common';
import type { Assessor } from '@mandate/plugin-mandate-node';
import { fileWrites, otherEffects } from './configurationPlan';

/** How much each other target weighs, and the most that all of them do. */
const WEIGHT_PER_TARGET = 0.05;
const MOST_WEIGHT = 0.4;

/** Says how far an edit of configuration reaches: a wide level concerns more than the target. */
export const reachAssessor: Assessor = {
  id: 'configuration-reach',
  async assess({ kind, plan, target }) {
    if (kind !== CHANGE_CONFIGURATION_KIND || fileWrites(plan).length === 0) {
      return {};
    }
    const count = otherEffects(plan, target).length;
    const factor: RiskFactor =
      count === 0
        ? {
            id: 'configuration-reach',
            words: 'no other service or environment shares what is edited',
            effect: 'lowers',
            weight: -WEIGHT_PER_TARGET,
          }
        : {
            id: 'configuration-reach',
            words: `${count} other ${
              count === 1 ? 'target gets' : 'targets get'
            } another configuration in git`,
            effect: 'raises',
            weight: Math.min(MOST_WEIGHT, count * WEIGHT_PER_TARGET),
          };
    return { riskFactors: [factor] };
  },
};
