import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { SizeEstimate } from '../library/library';
import { CostEstimator } from './costEstimator';

/**
 * What running an expression costs at least and at most, in the units of the run-time budget, from the sizes that the
 * environment and its types declare. `Infinity` when a size that matters has no maximum. It bounds the cost of a run over
 * values that keep to the declared sizes, with keys of at most 320 characters.
 *
 * @public
 */
export function estimateCost(
  checked: CheckedExpression,
  environment: CelEnvironment,
): SizeEstimate {
  return new CostEstimator(checked, environment).estimate();
}
