import type { Expr, SelectExpr } from '../../syntax/expression';
import {
  hasFields,
  isInheritedName,
  needsConversion,
} from '../access/ownFields';
import { readBase } from '../access/readPath';
import type { Evaluate } from '../frame';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';

/**
 * Finds the tests of a chain that guard each other: `has(a.b) && has(a.b.c)`, or `!has(a.b) || !has(a.b.c)`. They are made by
 * one walk down the path, as long as it leads through objects as JSON has them; else one after the other. Other operands are
 * planned by themselves.
 */
export function planGuarded(
  context: PlanContext,
  operands: readonly Expr[],
  decisive: boolean,
  planChain: (steps: readonly Step[]) => Step,
): readonly Step[] {
  const steps: Step[] = [];
  for (let place = 0; place < operands.length; ) {
    // Unchecked, a part of a path may be a declared name.
    const count =
      context.observes || !context.isChecked
        ? 1
        : guardsFrom(operands, place, decisive);
    const planned = operands
      .slice(place, place + count)
      .map(operand => planNode(context, operand));
    const first = testOf(operands[place], decisive);
    const path = first && pathOf(first);
    const last = testOf(operands[place + count - 1], decisive);
    const fields = last && pathOf(last)?.fields;
    if (
      count === 1 ||
      path === undefined ||
      fields === undefined ||
      fields.some(isInheritedName)
    ) {
      steps.push(...planned);
    } else {
      const chain = planChain(planned);
      steps.push({
        ...chain,
        evaluate: walk({
          base: planNode(context, path.base),
          fields,
          required: path.fields.length - 1,
          costs: planned.slice(1).map(({ cost }) => cost),
          decisive,
          oneByOne: chain.evaluate,
        }),
      });
    }
    place += count;
  }
  return steps;
}

/** How many operands from one on go down the same path, a field at a time. */
function guardsFrom(
  operands: readonly Expr[],
  place: number,
  decisive: boolean,
): number {
  let count = 1;
  for (; place + count < operands.length; count++) {
    const before = testOf(operands[place + count - 1], decisive);
    const next = testOf(operands[place + count], decisive);
    if (before === undefined || next === undefined || !isBelow(next, before)) {
      break;
    }
  }
  return count;
}

/** The test that an operand of `&&` is, or that one of `||` negates. */
function testOf(operand: Expr, decisive: boolean): SelectExpr | undefined {
  const tested =
    decisive && operand.kind === 'call' && operand.function === '!_'
      ? operand.arguments[0]
      : operand;
  return tested.kind === 'select' &&
    tested.testOnly &&
    (tested === operand) === !decisive
    ? tested
    : undefined;
}

interface Path {
  readonly base: Expr;
  readonly name: string;
  readonly fields: readonly string[];
}

/** The path of a selection from a variable. */
function pathOf({ operand, field }: SelectExpr): Path | undefined {
  if (operand.kind === 'identifier') {
    return { base: operand, name: operand.name, fields: [field] };
  }
  const above =
    operand.kind === 'select' && !operand.testOnly
      ? pathOf(operand)
      : undefined;
  return above && { ...above, fields: [...above.fields, field] };
}

function isBelow(next: SelectExpr, before: SelectExpr): boolean {
  const lower = pathOf(next);
  const upper = pathOf(before);
  return (
    lower !== undefined &&
    upper !== undefined &&
    lower.name === upper.name &&
    lower.fields.length === upper.fields.length + 1 &&
    upper.fields.every((field, place) => field === lower.fields[place])
  );
}

/** `required`: how many fields, from the first on, are not asked for but must be there. */
function walk({
  base,
  fields,
  required,
  costs,
  decisive,
  oneByOne,
}: {
  readonly base: Step;
  readonly fields: readonly string[];
  readonly required: number;
  readonly costs: readonly number[];
  readonly decisive: boolean;
  readonly oneByOne: Evaluate;
}): Evaluate {
  const { length } = fields;
  const { slot = -1 } = base;
  const read = readBase(base);
  return frame => {
    let container = slot < 0 ? read(frame) : frame.slots[slot];
    let cost = 0;
    for (let place = 0; place < length; place++) {
      if (!hasFields(container)) {
        return oneByOne(frame);
      }
      const value = container[fields[place]];
      if (place > required) {
        cost += costs[place - required - 1];
      }
      if (value === undefined) {
        if (place < required || needsConversion(container)) {
          return oneByOne(frame);
        }
        frame.remaining -= cost;
        return decisive;
      }
      if (typeof value === 'function') {
        return oneByOne(frame);
      }
      container = value;
    }
    frame.remaining -= cost;
    return !decisive;
  };
}
