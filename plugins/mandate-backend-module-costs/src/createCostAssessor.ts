import type { Assessor } from '@mandate/plugin-mandate-node';
import { monthlyCost, type PriceList } from './domain/priceList';

/** Adds what the target costs a month before and after the change. */
export function createCostAssessor(priceList: PriceList): Assessor {
  return {
    id: 'costs',
    async assess({ plan, target }) {
      const cost = (figures: typeof plan.figures.before) =>
        monthlyCost(figures, priceList, target.environment);
      return {
        cost: {
          currency: priceList.currency,
          before: cost(plan.figures.before),
          after: cost(plan.figures.after),
        },
      };
    },
  };
}
