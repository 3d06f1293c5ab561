import type { CallExpr } from '../syntax/expression';
import { slotLocal } from './planContext';
import type { PlanContext, Step } from './planContext';
import { planNode } from './planNode';

/** Plans `cel.block([a, b], expression)`: each item is evaluated once, when it is first read. */
export function planBlock(
  context: PlanContext,
  call: CallExpr,
): Step | undefined {
  const [items, body] = call.arguments;
  if (items.kind !== 'list') {
    return undefined;
  }
  const slots: number[] = [];
  const before = context.locals.length;
  items.elements.forEach((element, place) => {
    // An item sees those before it.
    const item = planNode(context, element);
    const { name, slot } = slotLocal(context, `@index${place}`);
    slots.push(slot);
    context.locals.push({
      name,
      isSound: item.isSound,
      isData: item.isData,
      evaluate: frame => {
        const known = frame.slots[slot];
        if (known !== undefined) {
          return known;
        }
        frame.remaining -= item.cost;
        const value = item.evaluate(frame);
        frame.slots[slot] = value;
        return value;
      },
    });
  });
  const planned = planNode(context, body);
  context.locals.length = before;
  return {
    evaluate: frame => {
      slots.forEach(slot => {
        frame.slots[slot] = undefined;
      });
      return planned.evaluate(frame);
    },
    cost: planned.cost,
    isSound: planned.isSound,
    isData: planned.isData,
  };
}
