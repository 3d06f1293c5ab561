import type { CallExpr, Expr } from '../syntax/expression';
import { foldConstant } from './foldConstant';
import { planArithmetic } from './operators/planArithmetic';
import { planEquality, planOrdering } from './operators/planComparison';
import {
  planConditional,
  planLogicalChain,
  planNot,
} from './operators/planLogic';
import { planMembership } from './operators/planMembership';
import { planList, planMap, planStruct } from './planAggregate';
import { planCall } from './planCall';
import { planComprehension } from './loops/planComprehension';
import type { PlanContext, Step } from './planContext';
import { planBlock } from './planBlock';
import { planIdentifier } from './access/planIdentifier';
import { planIndex, planOptionalAccess } from './access/planIndex';
import { planSelect } from './access/planSelect';
import { planOptionalChoice } from './operators/planOptionalChoice';

/** Plans a node and everything below it. */
export function planNode(context: PlanContext, expr: Expr): Step {
  const step = planKind(context, expr);
  if (context.observes) {
    // Nobody reads past what is observed.
    return {
      ...step,
      evaluate: observed(expr.id, step),
      slot: undefined,
      variable: undefined,
    };
  }
  return foldConstant(step);
}

function planKind(context: PlanContext, expr: Expr): Step {
  switch (expr.kind) {
    case 'constant': {
      const { value } = expr;
      return {
        evaluate: () => value,
        cost: 0,
        constant: { value },
        isSound: true,
      };
    }
    case 'identifier':
      return planIdentifier(context, expr);
    case 'select':
      return planSelect(context, expr);
    case 'call':
      return planOperator(context, expr) ?? planCall(context, expr);
    case 'list':
      return planList(context, expr);
    case 'map':
      return planMap(context, expr);
    case 'struct':
      return planStruct(context, expr);
    case 'comprehension':
      return planComprehension(context, expr);
    default:
      return expr satisfies never;
  }
}

/** The functions whose arguments are not all evaluated, or that have closures faster than a call. */
function planOperator(context: PlanContext, call: CallExpr): Step | undefined {
  switch (call.function) {
    case '_&&_':
    case '_||_':
      return planLogicalChain(context, call);
    case '!_':
      return planNot(context, call);
    case '_?_:_':
      return planConditional(context, call);
    case '_==_':
    case '_!=_':
      return planEquality(context, call);
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return planOrdering(context, call);
    case '_+_':
    case '_-_':
    case '_*_':
      return planArithmetic(context, call);
    case '@in':
      return planMembership(context, call);
    case '_[_]':
      return planIndex(context, call);
    case '_?._':
    case '_[?_]':
      return planOptionalAccess(context, call);
    case 'or':
    case 'orValue':
      return planOptionalChoice(context, call);
    case 'cel.@block':
      return planBlock(context, call);
    default:
      return undefined;
  }
}

function observed(id: number, { evaluate }: Step): Step['evaluate'] {
  return frame => {
    const value = evaluate(frame);
    frame.observed?.set(id, value);
    return value;
  };
}
