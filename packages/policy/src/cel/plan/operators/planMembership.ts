import type { CallExpr, Expr } from '../../syntax/expression';
import { valuesEqual } from '../../values/equals';
import { fromNative } from '../../values/fromNative';
import { find, isMap } from '../../values/lookup';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { hasFields, needsConversion } from '../access/ownFields';
import { noSuchOverload } from '../dispatch';
import type { Evaluate, Frame } from '../frame';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';

/** Plans `item in container`; constant lists of strings and ints are looked up as a set. */
export function planMembership(context: PlanContext, call: CallExpr): Step {
  const parts = call.arguments.map(operand => planNode(context, operand));
  const [item, container] = parts;
  const members = membersOf(container);
  if (
    isEmptyList(call.arguments[1]) &&
    context.environment.options.earlierCelGo
  ) {
    return { evaluate: () => false, cost: 1, constant: { value: false } };
  }
  return {
    evaluate:
      members === undefined
        ? searchContainer(item.evaluate, container.evaluate, call.id)
        : searchSet(item.evaluate, members),
    // A search through a list is charged by its length when it is made; a set counts as much, as in cel-go.
    cost: item.cost + container.cost + Math.max(1, members?.list.length ?? 1),
    parts,
    isSound: true,
  };
}

function isEmptyList(expr: Expr): boolean {
  return expr.kind === 'list' && expr.elements.length === 0;
}

type Member = string | number;

interface Members {
  readonly list: readonly Member[];
  readonly set: ReadonlySet<RuntimeValue>;
}

function membersOf({ constant }: Step): Members | undefined {
  const list = constant?.value;
  return Array.isArray(list) && list.every(isMember)
    ? { list, set: new Set(list) }
    : undefined;
}

function isMember(value: unknown): value is Member {
  return typeof value === 'string' || typeof value === 'number';
}

function searchSet(item: Evaluate, { list, set }: Members): Evaluate {
  return frame => {
    const value = item(frame);
    if (typeof value === 'string' || typeof value === 'number') {
      return set.has(value);
    }
    // Doubles and uints can equal an int.
    return value instanceof CelError ? value : searchList(frame, value, list);
  };
}

function searchContainer(
  item: Evaluate,
  container: Evaluate,
  id: number,
): Evaluate {
  return frame => {
    const value = item(frame);
    if (value instanceof CelError) {
      return value;
    }
    const within = container(frame);
    if (within instanceof CelError) {
      return within;
    }
    if (
      typeof value === 'string' &&
      hasFields(within) &&
      !needsConversion(within)
    ) {
      return within[value] !== undefined && Object.hasOwn(within, value);
    }
    if (Array.isArray(within)) {
      return searchList(frame, value, within);
    }
    return isMap(within)
      ? find(within, value) !== undefined
      : noSuchOverload.at(id);
  };
}

function searchList(
  frame: Frame,
  value: RuntimeValue,
  list: readonly unknown[],
): Evaluated {
  if (list.length > 1) {
    frame.charge(list.length - 1);
  }
  if (typeof value === 'string') {
    return list.includes(value);
  }
  for (const candidate of list) {
    const item = fromNative(candidate);
    if (!(item instanceof CelError) && valuesEqual(value, item, frame)) {
      return true;
    }
  }
  return false;
}
