import type { Expr } from '../syntax/expression';
import { planIdentifier } from './access/planIdentifier';
import { planIndex } from './access/planIndex';
import { planSelect } from './access/planSelect';
import type { PlanContext, Step } from './planContext';
import { planNode } from './planNode';

/**
 * Plans something that is only read from: a list that is indexed or looped over, a map of which a value is taken. Its items are
 * not converted as a whole then, but when they are read.
 */
export function planContainer(context: PlanContext, expr: Expr): Step {
  if (context.observes) {
    return planNode(context, expr);
  }
  switch (expr.kind) {
    case 'identifier':
      return planIdentifier(context, expr, { asContainer: true });
    case 'select':
      return planSelect(context, expr, { asContainer: true });
    case 'call':
      return expr.function === '_[_]'
        ? planIndex(context, expr, { asContainer: true })
        : planNode(context, expr);
    default:
      return planNode(context, expr);
  }
}
