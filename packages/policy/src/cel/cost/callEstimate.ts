import type { Reference } from '../check/checkedExpression';
import type { CallEstimate, Overload, SizeEstimate } from '../library/library';
import type { CallExpr, Expr } from '../syntax/expression';
import type { CelType } from '../types/celType';
import type { CostSource, Estimate } from './costEstimator';
import {
  declaredExtent,
  deepSize,
  either,
  eitherExtent,
  exactly,
  plus,
} from './sizes';
import type { Extent } from './sizes';

/** An argument with its cost and extent. */
export interface EstimatedArgument extends Estimate {
  readonly expr: Expr;
}

interface CallContext {
  readonly type: CelType;
  readonly reference: Reference | undefined;
  /** How large a result is taken to be of which nothing is known. */
  readonly assumedSize: number;
  readonly report: (source: CostSource) => void;
}

const cheap: CallEstimate = { cost: exactly(1) };

/** Functions that go through all that their arguments hold. */
const comparing = new Set(['_==_', '_!=_', '@in', 'indexOf', 'distinct']);

/** One unit for so many characters, bytes or items that a call gets and makes, as the planner charges. */
const handledByOneUnit = 16;

/** What compiling a pattern that the data makes takes for each of its characters, as the planner charges. */
const patternCost = 100;

/** What a call costs beyond the operators that decide which arguments run: its arguments, and the most of its overloads. */
export function callEstimate(
  expr: CallExpr,
  parts: readonly EstimatedArgument[],
  { type, reference, assumedSize, report }: CallContext,
): Estimate {
  const sizes = parts.map(({ extent }) =>
    comparing.has(expr.function) ? deepSize(extent) : extent.size,
  );
  const overloads = overloadsOf(reference);
  const estimates = overloads.map(({ estimate }) => estimate?.(sizes) ?? cheap);
  const extent = resultExtent(
    expr,
    parts,
    declaredExtent(type, {}, assumedSize),
    resultSizeOf(estimates),
  );
  const own =
    overloads.length === 0
      ? exactly(1)
      : overloads
          .map((overload, index) =>
            chargedCost(overload, estimates[index].cost, sizes, extent.size),
          )
          .reduce(either);
  const largest = largestOf(parts);
  if (largest && own.maximum > 1) {
    report({ expr, over: largest.expr, size: largest.extent.size, cost: own });
  }
  return {
    cost: parts.map(({ cost }) => cost).reduce(plus, own),
    extent,
  };
}

function overloadsOf(reference: Reference | undefined): readonly Overload[] {
  return reference?.kind === 'function' ? reference.overloads : [];
}

/** What is charged of a call: cel-go's count, handling what goes in and out, and compiling a pattern that is not constant. */
function chargedCost(
  { cost: charged, nonStrict, patternAt }: Overload,
  cost: SizeEstimate,
  sizes: readonly SizeEstimate[],
  resultSize: SizeEstimate,
): SizeEstimate {
  if (charged === undefined || nonStrict) {
    return cost;
  }
  const handled = [...sizes, resultSize].reduce(
    (sum, { maximum }) => sum + maximum,
    0,
  );
  const compiled =
    patternAt === undefined || sizes[patternAt].minimum > 0
      ? 0
      : sizes[patternAt].maximum * patternCost;
  return {
    minimum: cost.minimum,
    maximum: cost.maximum + Math.floor(handled / handledByOneUnit) + compiled,
  };
}

function resultSizeOf(
  estimates: readonly { readonly resultSize?: SizeEstimate }[],
): SizeEstimate | undefined {
  const known = estimates.flatMap(({ resultSize }) => resultSize ?? []);
  return known.length === 0 || known.length < estimates.length
    ? undefined
    : known.reduce(either);
}

/** Functions that answer what their first argument holds, or one of two arguments. */
function resultExtent(
  { function: name }: CallExpr,
  parts: readonly EstimatedArgument[],
  byType: Extent,
  size: SizeEstimate | undefined,
): Extent {
  const [first, second] = parts;
  switch (name) {
    case '_[_]':
    case '_[?_]':
    case 'first':
    case 'last':
    case 'min':
    case 'max':
      return first?.extent.element ?? byType;
    case 'dyn':
    case 'optional.of':
    case 'optional.ofNonZeroValue':
    case 'value':
    case 'distinct':
    case 'reverse':
    case 'sort':
      return first?.extent ?? byType;
    case 'or':
    case 'orValue':
      return second ? eitherExtent(first.extent, second.extent) : byType;
    default:
      return {
        ...byType,
        size:
          byType.size.minimum === byType.size.maximum
            ? byType.size
            : size ?? byType.size,
        element:
          name === '_+_' && first?.extent.element && second?.extent.element
            ? eitherExtent(first.extent.element, second.extent.element)
            : byType.element ?? first?.extent.element,
      };
  }
}

function largestOf(
  parts: readonly EstimatedArgument[],
): EstimatedArgument | undefined {
  return parts.reduce<EstimatedArgument | undefined>(
    (largest, part) =>
      largest && largest.extent.size.maximum >= part.extent.size.maximum
        ? largest
        : part,
    undefined,
  );
}
