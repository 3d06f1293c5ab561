import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { ExpressionIssue } from '../syntax/issue';
import { CostEstimator } from './costEstimator';
import type { CostSource } from './costEstimator';

/**
 * An issue when an expression may cost more than a limit, which says what makes it so and what to do; undefined when it
 * cannot. Where sizes are assumed, a cost that cannot be told is left to the run-time budget.
 *
 * @param limit - in cost units; default: the environment's.
 * @public
 */
export function checkCostLimit(
  checked: CheckedExpression,
  environment: CelEnvironment,
  limit: number = environment.options.costLimit,
): ExpressionIssue | undefined {
  const estimator = new CostEstimator(checked, environment);
  const { maximum } = estimator.estimate();
  const isUnknown =
    maximum === Infinity && environment.options.assumedSize < Infinity;
  if (maximum <= limit || isUnknown) {
    return undefined;
  }
  const source = mainSource(estimator.sources);
  const place = source?.expr ?? checked.expr;
  return {
    message: costWords(checked, maximum, limit, source),
    start: place.start,
    end: place.end,
    severity: 'error',
  };
}

/** The part that makes the difference: one over something without a bound, else the most costly one. */
function mainSource(sources: readonly CostSource[]): CostSource | undefined {
  const unbounded = sources.find(({ size }) => size.maximum === Infinity);
  return (
    unbounded ??
    sources.reduce<CostSource | undefined>(
      (main, source) =>
        main && main.cost.maximum >= source.cost.maximum ? main : source,
      undefined,
    )
  );
}

function costWords(
  { source: text }: CheckedExpression,
  maximum: number,
  limit: number,
  source: CostSource | undefined,
): string {
  const most = maximum === Infinity ? 'any amount' : inWords(maximum);
  const costs = `This expression costs up to ${most} of work; ${inWords(
    limit,
  )} units are allowed.`;
  if (!source) {
    return costs;
  }
  const { over, size } = source;
  const what = text.slice(over.start, over.end);
  return size.maximum === Infinity
    ? `${costs} \`${what}\` may be of any size: declare a maximum for it, or look at fewer of its items.`
    : `${costs} Most of it goes to \`${what}\`, which may hold ${inWords(
        size.maximum,
      )}: look at fewer items, or not inside of another loop.`;
}

/** A number as people read it: 12,000, or 3 × 10^20. */
function inWords(count: number): string {
  if (count < 1e15) {
    return `${Math.ceil(count)}`.replace(/\B(?=(\d{3})+$)/g, ',');
  }
  const exponent = Math.floor(Math.log10(count));
  return `${Math.ceil(count / 10 ** exponent)} × 10^${exponent}`;
}
