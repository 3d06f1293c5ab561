import type { ComprehensionExpr } from '../../syntax/expression';
import { slotLocal, withLocals } from '../planContext';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import { foldShape } from '../../syntax/foldShape';
import { planFold } from './planFold';
import { planListCollection, planMapCollection } from './planCollection';
import { planExistsOne, planQuantifier } from './planQuantifier';

/** Plans a comprehension: those that macros make by loops of their own, others by a fold as cel-spec defines it. */
export function planComprehension(
  context: PlanContext,
  loop: ComprehensionExpr,
): Step {
  const shape = foldShape(loop);
  switch (shape?.kind) {
    case 'bind':
      return planBind(context, loop);
    case 'quantifier':
      return planQuantifier(context, loop, shape);
    case 'existsOne':
      return planExistsOne(context, loop, shape);
    case 'list':
      return planListCollection(context, loop, shape);
    case 'map':
      return planMapCollection(context, loop, shape);
    default:
      return planFold(context, loop);
  }
}

/** What cel-go counts for the empty list that a bound variable's comprehension goes over. */
const bindCost = 10;

/** `cel.bind(name, value, expression)`: a variable, no loop. */
function planBind(context: PlanContext, loop: ComprehensionExpr): Step {
  const value = planNode(context, loop.initial);
  const { isSound, isData } = value;
  const local = {
    ...slotLocal(context, loop.accumulator),
    isSound,
    isData,
  };
  const body = withLocals(context, [local], () =>
    planNode(context, loop.result),
  );
  const { slot } = local;
  return {
    evaluate: frame => {
      frame.slots[slot] = value.evaluate(frame);
      return body.evaluate(frame);
    },
    cost: bindCost + value.cost + body.cost,
    isSound: body.isSound,
    isData: body.isData,
  };
}
