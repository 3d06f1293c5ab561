import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { SizeEstimate } from '../library/library';
import type {
  CallExpr,
  ComprehensionExpr,
  Expr,
  ListExpr,
  MapExpr,
  SelectExpr,
} from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import type { ValueBounds } from '../types/typeProvider';
import { optionalOf } from '../types/typeShape';
import { callEstimate } from './callEstimate';
import { constantSize, partTypes, unionOf } from './partExtents';
import {
  declaredExtent,
  either,
  eitherExtent,
  exactExtent,
  exactly,
  plus,
  times,
  unknownExtent,
} from './sizes';
import type { Extent } from './sizes';

/** A part's cost, and how large its value is. */
export interface Estimate {
  readonly cost: SizeEstimate;
  readonly extent: Extent;
}

/** A loop, or a call whose cost grows with its arguments: where the cost of an expression comes from. */
export interface CostSource {
  readonly expr: Expr;
  /** What it goes through. */
  readonly over: Expr;
  readonly size: SizeEstimate;
  readonly cost: SizeEstimate;
}

/** Base costs of making things, as in cel-go (common/cost.go). */
const listCost = exactly(10);
const mapCost = exactly(30);
const structCost = exactly(40);
const one = exactly(1);
/** What the planner charges for reading an entry of a map that a loop goes through, at most. */
const readingKey: SizeEstimate = { minimum: 0, maximum: 1 };
const free = exactly(0);

/** Estimates the cost of one expression, as cel-go's checker/cost.go does. */
export class CostEstimator {
  /** Loops and growing calls, in the order of the expression. */
  readonly sources: CostSource[] = [];
  private readonly locals = new Map<string, Extent>();

  constructor(
    private readonly checked: CheckedExpression,
    private readonly environment: CelEnvironment,
  ) {}

  estimate(): SizeEstimate {
    return this.visit(this.checked.expr).cost;
  }

  private visit(expr: Expr): Estimate {
    switch (expr.kind) {
      case 'constant':
        return { cost: free, extent: exactExtent(constantSize(expr)) };
      case 'identifier':
        return { cost: one, extent: this.nameExtent(expr) };
      case 'select':
        return this.select(expr);
      case 'call':
        return this.call(expr);
      case 'list':
        return this.list(expr);
      case 'map':
        return this.map(expr);
      case 'struct': {
        const fields = expr.fields.map(({ value }) => this.visit(value).cost);
        return { cost: fields.reduce(plus, structCost), extent: unknownExtent };
      }
      default:
        return this.comprehension(expr);
    }
  }

  private nameExtent({ id, name }: Extract<Expr, { name: string }>): Extent {
    const local = this.locals.get(name);
    if (local) {
      return local;
    }
    const reference = this.checked.references.get(id);
    const declared =
      reference?.kind === 'variable'
        ? this.environment.variables.get(reference.name)
        : undefined;
    return this.inputExtent(this.typeOf(id), declared);
  }

  /** What is read out of the input, of which no more is known than what was declared. */
  private inputExtent(type: CelType, declared: ValueBounds = {}): Extent {
    return declaredExtent(type, declared, this.environment.options.assumedSize);
  }

  private select({ id, operand, field, testOnly }: SelectExpr): Estimate {
    const inner = this.visit(operand);
    return {
      cost: plus(inner.cost, one),
      extent: testOnly
        ? exactExtent(1)
        : this.fieldExtent(id, operand, field, inner.extent),
    };
  }

  private fieldExtent(
    id: number,
    operand: Expr,
    field: string,
    operandExtent: Extent,
  ): Extent {
    const operandType = this.typeOf(operand.id);
    const inner = optionalOf(operandType) ?? operandType;
    if (inner.kind === 'object') {
      const declared = this.environment.types
        .findType(inner.name)
        ?.field(field);
      return this.inputExtent(this.typeOf(id), declared);
    }
    return operandExtent.element ?? this.inputExtent(this.typeOf(id));
  }

  private list({ elements, optionalIndices }: ListExpr): Estimate {
    const parts = elements.map(element => this.visit(element));
    return {
      cost: parts.map(({ cost }) => cost).reduce(plus, listCost),
      extent: {
        size: {
          minimum: elements.length - optionalIndices.length,
          maximum: elements.length,
        },
        element: unionOf(parts),
      },
    };
  }

  private map({ entries }: MapExpr): Estimate {
    const keys = entries.map(({ key }) => this.visit(key));
    const values = entries.map(({ value }) => this.visit(value));
    return {
      cost: [...keys, ...values].map(({ cost }) => cost).reduce(plus, mapCost),
      extent: {
        size: {
          minimum: entries.filter(({ optional }) => !optional).length,
          maximum: entries.length,
        },
        key: unionOf(keys),
        element: unionOf(values),
      },
    };
  }

  private comprehension(expr: ComprehensionExpr): Estimate {
    const range = this.visit(expr.range);
    const initial = this.visit(expr.initial);
    const accumulated = this.accumulated(expr, range, initial);
    return this.within([[expr.accumulator, accumulated]], () => {
      const round = this.within(this.loopVariables(expr, range.extent), () => {
        const condition = this.visit(expr.condition);
        const step = this.visit(expr.step);
        return { cost: plus(condition.cost, step.cost), step: step.extent };
      });
      const loop = times(range.extent.size, plus(round.cost, readingKey));
      if (range.extent.size.maximum > 0) {
        this.sources.push({
          expr,
          over: expr.range,
          size: range.extent.size,
          cost: loop,
        });
      }
      const whole = {
        ...accumulated,
        key: accumulated.key ?? round.step.key,
        element: accumulated.element ?? round.step.element,
      };
      const result = this.within([[expr.accumulator, whole]], () =>
        this.visit(expr.result),
      );
      return {
        cost: [range.cost, initial.cost, loop, result.cost].reduce(plus),
        extent: result.extent,
      };
    });
  }

  /** What the accumulator holds at the end: as many as the rounds for the loops that collect, the initial value for others. */
  private accumulated(
    { initial, range: rangeExpr }: ComprehensionExpr,
    range: Estimate,
    { extent }: Estimate,
  ): Extent {
    const collects =
      (initial.kind === 'list' || initial.kind === 'map') &&
      extent.size.maximum === 0 &&
      !(rangeExpr.kind === 'list' && rangeExpr.elements.length === 0);
    return collects
      ? { size: { minimum: 0, maximum: range.extent.size.maximum } }
      : extent;
  }

  private loopVariables(
    { iterationVariable, secondVariable, range }: ComprehensionExpr,
    { key, element }: Extent,
  ): readonly (readonly [string, Extent])[] {
    const type = this.typeOf(range.id);
    const [keyType, valueType] = partTypes(type);
    const values = element ?? this.inputExtent(valueType);
    const keys = key ?? this.inputExtent(keyType);
    if (secondVariable !== undefined) {
      return [
        [iterationVariable, type.kind === 'list' ? exactExtent(1) : keys],
        [secondVariable, values],
      ];
    }
    return [[iterationVariable, type.kind === 'map' ? keys : values]];
  }

  private call(expr: CallExpr): Estimate {
    if (expr.function === 'cel.@block') {
      return this.block(expr);
    }
    const parts = (
      expr.target ? [expr.target, ...expr.arguments] : expr.arguments
    ).map(part => ({ ...this.visit(part), expr: part }));
    const [first, second, third] = parts;
    switch (expr.function) {
      case '_&&_':
      case '_||_':
        return {
          cost: {
            minimum: first.cost.minimum,
            maximum: parts.reduce((sum, { cost }) => sum + cost.maximum, 0),
          },
          extent: exactExtent(1),
        };
      case '_?_:_':
        return {
          cost: plus(first.cost, either(second.cost, third.cost)),
          extent: eitherExtent(second.extent, third.extent),
        };
      case '_?._': {
        const field = expr.arguments[1];
        return {
          cost: plus(first.cost, one),
          extent:
            field.kind === 'constant' && typeof field.value === 'string'
              ? this.fieldExtent(
                  expr.id,
                  expr.arguments[0],
                  field.value,
                  first.extent,
                )
              : unknownExtent,
        };
      }
      default:
        return callEstimate(expr, parts, {
          assumedSize: this.environment.options.assumedSize,
          type: this.typeOf(expr.id),
          reference: this.checked.references.get(expr.id),
          report: source => this.sources.push(source),
        });
    }
  }

  private block({ arguments: [items, body] }: CallExpr): Estimate {
    const bound = items.kind === 'list' ? items.elements : [];
    const costs: SizeEstimate[] = [listCost];
    bound.forEach((item, index) => {
      const { cost, extent } = this.visit(item);
      costs.push(cost);
      this.locals.set(`@index${index}`, extent);
    });
    const result = this.visit(body);
    return { cost: costs.reduce(plus, result.cost), extent: result.extent };
  }

  private within<T>(
    variables: readonly (readonly [string, Extent])[],
    act: () => T,
  ): T {
    const before = variables.map(
      ([name]) => [name, this.locals.get(name)] as const,
    );
    variables.forEach(([name, extent]) => this.locals.set(name, extent));
    const result = act();
    for (const [name, extent] of before) {
      if (extent) {
        this.locals.set(name, extent);
      } else {
        this.locals.delete(name);
      }
    }
    return result;
  }

  private typeOf(id: number): CelType {
    return this.checked.types.get(id) ?? types.dyn;
  }
}
