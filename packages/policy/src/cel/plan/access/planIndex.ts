import type { CallExpr } from '../../syntax/expression';
import { findOptional } from '../../library/standard/optionalAccess';
import { fromNative } from '../../values/fromNative';
import { lookUp } from '../../values/lookup';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import type { Adapt } from '../adaptTo';
import { typeOfNode } from '../planContext';
import type { PlanContext, ReadOptions, Step } from '../planContext';
import { planContainer } from '../planContainer';
import { planNode } from '../planNode';
import { readField } from './readField';

const unchanged: Adapt = value => value;

/** Plans `container[key]`. */
export function planIndex(
  context: PlanContext,
  call: CallExpr,
  options?: ReadOptions,
): Step {
  const container = planContainer(context, call.arguments[0]);
  const key = planNode(context, call.arguments[1]);
  const adapt = adaptTo(typeOfNode(context, call.id), options) ?? unchanged;
  const { id } = call;
  const isStrict = context.environment.options.strictPresenceTests;
  return {
    evaluate: frame => {
      const value = adapt(
        readItem(container.evaluate(frame), key.evaluate(frame), isStrict),
        frame,
      );
      return value instanceof CelError ? value.at(id) : value;
    },
    cost: container.cost + key.cost + 1,
    parts: [container, key],
  };
}

/** Plans `container.?field` and `container[?key]`. */
export function planOptionalAccess(context: PlanContext, call: CallExpr): Step {
  const container = planContainer(context, call.arguments[0]);
  const key = planNode(context, call.arguments[1]);
  const adapt = adaptTo(typeOfNode(context, call.id)) ?? unchanged;
  const { id } = call;
  const isStrict = context.environment.options.strictPresenceTests;
  return {
    evaluate: frame => {
      const operand = container.evaluate(frame);
      if (operand instanceof CelError) {
        return operand;
      }
      const place = key.evaluate(frame);
      if (place instanceof CelError) {
        return place;
      }
      const value = adapt(findOptional(operand, place, isStrict), frame);
      return value instanceof CelError ? value.at(id) : value;
    },
    cost: container.cost + key.cost + 1,
    parts: [container, key],
  };
}

function readItem(
  container: Evaluated,
  key: Evaluated,
  isStrict: boolean,
): Evaluated {
  if (
    typeof key === 'number' &&
    Array.isArray(container) &&
    key >= 0 &&
    key < container.length
  ) {
    return fromNative(container[key]);
  }
  if (typeof key === 'string') {
    return readField(container, key, isStrict);
  }
  if (container instanceof CelError) {
    return container;
  }
  if (key instanceof CelError) {
    return key;
  }
  return container instanceof CelOptional
    ? findOptional(container, key, isStrict)
    : lookUp(container, key);
}
