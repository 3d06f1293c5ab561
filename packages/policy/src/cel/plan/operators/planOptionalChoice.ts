import type { CallExpr } from '../../syntax/expression';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import { resolveCall } from '../planCall';
import { chooseOptional } from '../../library/standard/optionalAccess';

/** Plans `a.or(b)` and `a.orValue(b)`, of which `b` is evaluated only when `a` is none; undefined for other functions of the name. */
export function planOptionalChoice(
  context: PlanContext,
  call: CallExpr,
): Step | undefined {
  if (!isOptionalChoice(context, call) || call.target === undefined) {
    return undefined;
  }
  const optional = planNode(context, call.target);
  const alternative = planNode(context, call.arguments[0]);
  const mayPass = context.environment.options.earlierCelGo;
  const unwraps = call.function === 'orValue';
  return {
    evaluate: frame => {
      const chosen = chooseOptional(optional.evaluate(frame), mayPass);
      if (chosen === undefined) {
        frame.remaining -= alternative.cost;
        return alternative.evaluate(frame);
      }
      return unwraps &&
        chosen instanceof CelOptional &&
        chosen.value !== undefined
        ? chosen.value
        : placed(chosen, call.id);
    },
    cost: optional.cost,
    parts: [optional, alternative],
  };
}

function placed(value: Evaluated, id: number): Evaluated {
  return value instanceof CelError ? value.at(id) : value;
}

function isOptionalChoice(context: PlanContext, call: CallExpr): boolean {
  const { overloads } = resolveCall(context, call);
  return overloads.some(
    ({ id }) =>
      id === 'optional_or_optional' || id === 'optional_orValue_value',
  );
}
