import { fromNative } from '../../values/fromNative';
import { isMap, keysOf } from '../../values/lookup';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import type { Adapt } from '../adaptTo';
import { noSuchOverload } from '../dispatch';
import type { Evaluate, Frame } from '../frame';
import { failureOf } from '../operators/planLogic';

/** A loop with one variable that nobody observes. */
export interface PlainLoop {
  readonly id: number;
  readonly range: Evaluate;
  /** Of its variable. */
  readonly slot: number;
  readonly adaptItem: Adapt | undefined;
  readonly predicate: Evaluate;
  readonly roundCost: number;
}

/** Evaluates `all` and `exists` of such a loop, without a function for each round. */
export function quantify(loop: PlainLoop, decisive: boolean): Evaluate {
  const { range, slot, predicate, roundCost, adaptItem, id } = loop;
  return frame => {
    const items = itemsOf(range(frame), frame, id);
    if (items instanceof CelError) {
      return items;
    }
    const { slots } = frame;
    let failure: CelError | undefined;
    for (let place = 0; place < items.length; place++) {
      frame.charge(roundCost);
      const item = fromNative(items[place]);
      slots[slot] = adaptItem === undefined ? item : adaptItem(item, frame);
      const value = predicate(frame);
      if (value === decisive) {
        return decisive;
      }
      if (typeof value !== 'boolean' && failure === undefined) {
        failure = failureOf(value, id);
      }
    }
    return failure ?? !decisive;
  };
}

/** Evaluates `exists_one` of such a loop; each element that matches costs `countingCost` more. */
export function quantifyOne(loop: PlainLoop, countingCost: number): Evaluate {
  const { range, slot, predicate, roundCost, adaptItem, id } = loop;
  return frame => {
    const items = itemsOf(range(frame), frame, id);
    if (items instanceof CelError) {
      return items;
    }
    const { slots } = frame;
    let count = 0;
    for (let place = 0; place < items.length; place++) {
      frame.charge(roundCost);
      const item = fromNative(items[place]);
      slots[slot] = adaptItem === undefined ? item : adaptItem(item, frame);
      const value = predicate(frame);
      if (value === true) {
        count++;
        frame.remaining -= countingCost;
      } else if (value !== false) {
        return failureOf(value, id);
      }
    }
    return count === 1;
  };
}

/** What the variable becomes, or the loop's answer when there is nothing to go over. */
function itemsOf(
  value: Evaluated,
  frame: Frame,
  id: number,
): readonly unknown[] | CelError {
  if (Array.isArray(value)) {
    return value;
  }
  if (value instanceof CelError) {
    return value;
  }
  if (!isMap(value)) {
    return noSuchOverload.at(id);
  }
  const keys = keysOf(value);
  frame.charge(Math.floor(keys.length / 4));
  return keys;
}
