import type { ComprehensionExpr } from '../../syntax/expression';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { fromNative } from '../../values/fromNative';
import { isMap, keysOf, lookUp } from '../../values/lookup';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import type { Adapt } from '../adaptTo';
import { noSuchOverload } from '../dispatch';
import type { Frame } from '../frame';
import { slotLocal, typeOfNode } from '../planContext';
import type { Knowledge, Local, PlanContext, Step } from '../planContext';
import { planContainer } from '../planContainer';

/** What a loop goes over, planned: it sets the loop's variables for each element. */
export interface LoopRange {
  readonly step: Step;
  readonly locals: readonly Local[];
  /**
   * Calls `round` for each element, until it answers something, which is the loop's answer then. Charges `roundCost` for each.
   */
  readonly each: (
    frame: Frame,
    roundCost: number,
    round: (frame: Frame) => Evaluated | undefined,
  ) => Evaluated | undefined;
  /** Of a loop with one variable that nobody observes, where that is kept, and how items of a list are read. */
  readonly plain:
    | { readonly slot: number; readonly adaptItem: Adapt | undefined }
    | undefined;
  /** The current element's first variable, and its index or key. */
  readonly current: (frame: Frame) => {
    readonly key: Evaluated;
    readonly value: Evaluated;
  };
}

/** Plans the range of a loop and its variables. */
export function planRange(
  context: PlanContext,
  loop: ComprehensionExpr,
): LoopRange {
  const step = planContainer(context, loop.range);
  const rangeType = typeOfNode(context, loop.range.id);
  const { item, index } = knowledgeOf(step, rangeType);
  const isPair = loop.secondVariable !== undefined;
  const first = {
    ...slotLocal(context, loop.iterationVariable),
    ...(isPair ? index : item),
  };
  const second =
    loop.secondVariable === undefined
      ? undefined
      : { ...slotLocal(context, loop.secondVariable), ...item };
  const position = context.observes ? context.slotCount++ : undefined;
  const writer: Writer = {
    first: first.slot,
    second: second?.slot,
    position,
    ...(step.isData ? adaptersOf(rangeType) : undefined),
  };
  return {
    step,
    locals: second === undefined ? [first] : [first, second],
    plain:
      second === undefined && position === undefined
        ? { slot: first.slot, adaptItem: writer.adaptItem }
        : undefined,
    each: (frame, roundCost, round) => {
      const range = step.evaluate(frame);
      if (Array.isArray(range)) {
        return overList(frame, range, writer, roundCost, round);
      }
      if (range instanceof CelError) {
        return range;
      }
      return isMap(range)
        ? overMap(frame, range, writer, roundCost, round)
        : noSuchOverload.at(loop.id);
    },
    current: frame => ({
      key: (position === undefined ? undefined : frame.slots[position]) ?? null,
      value: frame.slots[first.slot] ?? null,
    }),
  };
}

/** The slots an element is written to, and how its parts are read as their declared types. */
interface Writer {
  readonly first: number;
  readonly second: number | undefined;
  readonly position: number | undefined;
  readonly adaptItem?: Adapt;
  readonly adaptValue?: Adapt;
}

/** What is known of the items, or values of a map, and of the indices of a range. */
function knowledgeOf(
  { isSound, isData }: Step,
  range: CelType,
): { readonly item: Knowledge; readonly index: Knowledge } {
  const isList = isSound && range.kind === 'list';
  return {
    item: { isSound: isList && isData, isData },
    index: { isSound: isList },
  };
}

function adaptersOf(range: CelType): Pick<Writer, 'adaptItem' | 'adaptValue'> {
  return {
    adaptItem: adaptTo(range.kind === 'list' ? range.element : types.dyn),
    adaptValue: adaptTo(range.kind === 'map' ? range.value : types.dyn),
  };
}

type Round = (frame: Frame) => Evaluated | undefined;

function overList(
  frame: Frame,
  list: readonly unknown[],
  { first, second, position, adaptItem }: Writer,
  roundCost: number,
  round: Round,
): Evaluated | undefined {
  const { slots } = frame;
  for (let index = 0; index < list.length; index++) {
    frame.charge(roundCost);
    const item = list[index];
    const value = typeof item === 'string' ? item : fromNative(item);
    const adapted = adaptItem === undefined ? value : adaptItem(value, frame);
    if (second === undefined) {
      slots[first] = adapted;
    } else {
      slots[first] = index;
      slots[second] = adapted;
    }
    if (position !== undefined) {
      slots[position] = index;
    }
    const answer = round(frame);
    if (answer !== undefined) {
      return answer;
    }
  }
  return undefined;
}

function overMap(
  frame: Frame,
  map: Parameters<typeof keysOf>[0],
  { first, second, position, adaptValue }: Writer,
  roundCost: number,
  round: Round,
): Evaluated | undefined {
  const { slots } = frame;
  const keys: readonly RuntimeValue[] = keysOf(map);
  frame.charge(Math.floor(keys.length / 4));
  for (const key of keys) {
    frame.charge(roundCost);
    slots[first] = key;
    if (second !== undefined) {
      const value = lookUp(map, key);
      slots[second] =
        adaptValue === undefined ? value : adaptValue(value, frame);
    }
    if (position !== undefined) {
      slots[position] = key;
    }
    const answer = round(frame);
    if (answer !== undefined) {
      return answer;
    }
  }
  return undefined;
}
