import type { ComprehensionExpr, Expr } from '../../syntax/expression';
import type { CelError } from '../../values/runtimeValue';
import type { Evaluate, Frame } from '../frame';
import { failureOf } from '../operators/planLogic';
import { withLocals } from '../planContext';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import type { FoldShape } from '../../syntax/foldShape';
import { planRange } from './loopRange';
import type { LoopRange } from './loopRange';
import { quantify, quantifyOne } from './quantify';
import type { PlainLoop } from './quantify';

type Quantifier = Extract<FoldShape, { kind: 'quantifier' }>;
type ExistsOne = Extract<FoldShape, { kind: 'existsOne' }>;

/** What cel-go counts for a round beside the predicate: condition and step of the fold. */
const allRoundCost = 3;
const existsRoundCost = 4;
/** Counting an element that matches. */
const countingCost = 2;
/** What a round costs at least; cel-go lets a constant predicate pass for nothing. */
const leastRoundCost = 1;

/** Plans `all` and `exists`: the first element that decides ends the loop; failures count only when none does. */
export function planQuantifier(
  context: PlanContext,
  loop: ComprehensionExpr,
  { decisive, predicate }: Quantifier,
): Step {
  const { range, body } = planParts(context, loop, predicate);
  const roundCost = body.cost + (decisive ? existsRoundCost : allRoundCost);
  const plain = plainLoop(loop, range, body, roundCost);
  return {
    evaluate:
      plain === undefined
        ? quantifyByRounds(context, loop, range, body, roundCost, decisive)
        : quantify(plain, decisive),
    cost: range.step.cost + 1,
    isSound: true,
  };
}

/** Plans `exists_one`, which looks at every element and fails with the first failure. */
export function planExistsOne(
  context: PlanContext,
  loop: ComprehensionExpr,
  { predicate }: ExistsOne,
): Step {
  const { range, body } = planParts(context, loop, predicate);
  const roundCost = Math.max(leastRoundCost, body.cost);
  const plain = plainLoop(loop, range, body, roundCost);
  return {
    evaluate:
      plain === undefined
        ? quantifyOneByRounds(loop, range, body, roundCost)
        : quantifyOne(plain, countingCost),
    cost: range.step.cost + 2,
    isSound: true,
  };
}

/** The loop of a one-variable macro, as it is evaluated when nobody observes it. */
function plainLoop(
  { id }: ComprehensionExpr,
  { plain, step }: LoopRange,
  { evaluate: predicate }: Step,
  roundCost: number,
): PlainLoop | undefined {
  return plain && { ...plain, id, range: step.evaluate, predicate, roundCost };
}

function quantifyByRounds(
  context: PlanContext,
  { id }: ComprehensionExpr,
  range: LoopRange,
  { evaluate }: Step,
  roundCost: number,
  decisive: boolean,
): Evaluate {
  const witness = context.observes ? witnessOf(id, range) : undefined;
  return frame => {
    let failure: CelError | undefined;
    let noteFailure: (() => void) | undefined;
    const answer = range.each(frame, roundCost, current => {
      const value = evaluate(current);
      if (value === decisive) {
        witness?.decided(current);
        return decisive;
      }
      if (typeof value !== 'boolean' && failure === undefined) {
        failure = failureOf(value, id);
        noteFailure = witness?.failed(current);
      }
      return undefined;
    });
    if (answer !== undefined) {
      return answer;
    }
    noteFailure?.();
    return failure ?? !decisive;
  };
}

function quantifyOneByRounds(
  { id }: ComprehensionExpr,
  range: LoopRange,
  { evaluate }: Step,
  roundCost: number,
): Evaluate {
  return frame => {
    let count = 0;
    const answer = range.each(frame, roundCost, current => {
      const value = evaluate(current);
      if (value === true) {
        count++;
        current.remaining -= countingCost;
        return undefined;
      }
      return value === false ? undefined : failureOf(value, id);
    });
    return answer ?? count === 1;
  };
}

function planParts(
  context: PlanContext,
  loop: ComprehensionExpr,
  predicate: Expr,
): { readonly range: LoopRange; readonly body: Step } {
  const range = planRange(context, loop);
  const body = withLocals(context, range.locals, () =>
    planNode(context, predicate),
  );
  return { range, body };
}

/** What an observed run notes of a loop. */
interface Witness {
  /** The current element decides. */
  decided(frame: Frame): void;
  /** The current element is the first to fail; which decides when the loop ends without another answer. */
  failed(frame: Frame): () => void;
}

function witnessOf(id: number, range: LoopRange): Witness {
  const decided = (frame: Frame) => {
    frame.deciding?.set(id, range.current(frame));
  };
  return {
    decided,
    failed: frame => {
      const { observed } = frame;
      const values = [...(observed ?? [])];
      const element = range.current(frame);
      frame.charge(values.length);
      return () => {
        // Later rounds have written over what this one's nodes were.
        observed?.clear();
        values.forEach(([node, value]) => observed?.set(node, value));
        frame.deciding?.set(id, element);
      };
    },
  };
}
