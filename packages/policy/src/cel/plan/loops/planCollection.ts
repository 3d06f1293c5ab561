import type { ComprehensionExpr, Expr } from '../../syntax/expression';
import { CelMap } from '../../values/celMap';
import { entryCount, isMap } from '../../values/lookup';
import { insertEntries, insertEntry } from '../../values/mapEntries';
import type { MapEntries } from '../../values/mapEntries';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { noSuchOverload } from '../dispatch';
import { failureOf } from '../operators/planLogic';
import type { Frame } from '../frame';
import { withLocals } from '../planContext';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import type { FoldShape } from '../../syntax/foldShape';
import { planRange } from './loopRange';

type ListShape = Extract<FoldShape, { kind: 'list' }>;
type MapShape = Extract<FoldShape, { kind: 'map' }>;

/** What cel-go counts for adding an item: the accumulator, a list of one, and the sum. */
const appendCost = 12;
/** What cel-go counts for a call with the accumulator. */
const insertCost = 2;
/** What a round costs at least; cel-go lets a constant filter pass for nothing. */
const leastRoundCost = 1;

/** Plans `map` and `filter`: the list grows in place. */
export function planListCollection(
  context: PlanContext,
  loop: ComprehensionExpr,
  { filter, item }: ListShape,
): Step {
  const range = planRange(context, loop);
  const body = withLocals(context, range.locals, () => ({
    test: planFilter(context, filter),
    item: planNode(context, item),
  }));
  const { test } = body;
  const addCost = appendCost + body.item.cost;
  return {
    evaluate: frame => {
      const list: RuntimeValue[] = [];
      const failure = range.each(
        frame,
        test === undefined ? addCost : Math.max(leastRoundCost, test.cost),
        current => {
          const passes = test === undefined || test.evaluate(current);
          if (passes !== true) {
            return passes === false ? undefined : failureOf(passes, loop.id);
          }
          if (test !== undefined) {
            current.remaining -= addCost;
          }
          const value = body.item.evaluate(current);
          if (value instanceof CelError) {
            return value;
          }
          list.push(value);
          return undefined;
        },
      );
      return failure ?? list;
    },
    // The empty list, and the accumulator as the result.
    cost: range.step.cost + 11,
    isSound: true,
  };
}

/** Plans `transformMap` and `transformMapEntry`: the map grows in place. */
export function planMapCollection(
  context: PlanContext,
  loop: ComprehensionExpr,
  { filter, entries }: MapShape,
): Step {
  const range = planRange(context, loop);
  const body = withLocals(context, range.locals, () => ({
    test: planFilter(context, filter),
    parts: entries.map(part => planNode(context, part)),
  }));
  const { test, parts } = body;
  const addCost = parts.reduce((sum, { cost }) => sum + cost, insertCost);
  return {
    evaluate: frame => {
      const built: MapEntries = new Map();
      const failure = range.each(
        frame,
        test === undefined ? addCost : Math.max(leastRoundCost, test.cost),
        current => {
          const passes = test === undefined || test.evaluate(current);
          if (passes !== true) {
            return passes === false ? undefined : failureOf(passes, loop.id);
          }
          if (test !== undefined) {
            current.remaining -= addCost;
          }
          return insert(
            current,
            built,
            parts.map(({ evaluate }) => evaluate(current)),
          )?.at(loop.id);
        },
      );
      return failure ?? new CelMap(built);
    },
    // The empty map, and the accumulator as the result.
    cost: range.step.cost + 31,
    isSound: true,
  };
}

function planFilter(
  context: PlanContext,
  filter: Expr | undefined,
): Step | undefined {
  return filter === undefined ? undefined : planNode(context, filter);
}

/** Adds an entry, or the entries of a map. */
function insert(
  frame: Frame,
  built: MapEntries,
  [keyOrMap, value]: readonly Evaluated[],
): CelError | undefined {
  if (keyOrMap instanceof CelError) {
    return keyOrMap;
  }
  if (value !== undefined) {
    return value instanceof CelError
      ? value
      : insertEntry(built, keyOrMap, value);
  }
  if (!isMap(keyOrMap)) {
    return noSuchOverload;
  }
  frame.charge(entryCount(keyOrMap));
  return insertEntries(built, keyOrMap);
}
