import type { CallExpr, Expr } from '../../syntax/expression';
import { findOptional } from '../../library/standard/optionalAccess';
import { fromNative } from '../../values/fromNative';
import { lookUp } from '../../values/lookup';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import type { Evaluate, Frame } from '../frame';
import { typeOfNode } from '../planContext';
import type { PlanContext, ReadOptions, Step } from '../planContext';
import { planContainer } from '../planContainer';
import { planNode } from '../planNode';
import { objectType, propertyName } from './propertyName';
import { readField } from './readField';

/** Plans `container[key]`. */
export function planIndex(
  context: PlanContext,
  call: CallExpr,
  options?: ReadOptions,
): Step {
  const container = planContainer(context, call.arguments[0]);
  const key = planNode(context, call.arguments[1]);
  const { isData } = container;
  const adapt = isData
    ? adaptTo(typeOfNode(context, call.id), options)
    : undefined;
  const { id } = call;
  const isStrict = context.environment.options.strictPresenceTests;
  return {
    evaluate: readingItem(
      container.evaluate,
      key.evaluate,
      (frame, operand, place) => {
        const item = readItem(operand, place, isStrict);
        const value = adapt === undefined ? item : adapt(item, frame);
        return value instanceof CelError ? value.at(id) : value;
      },
    ),
    cost: container.cost + key.cost + 1,
    parts: [container, key],
    isSound: adapt !== undefined,
    isData,
  };
}

/** Plans `container.?field` and `container[?key]`. */
export function planOptionalAccess(context: PlanContext, call: CallExpr): Step {
  const [operand, place] = call.arguments;
  const container = planContainer(context, operand);
  const key = planKey(context, operand, place);
  const isData =
    container.isData || objectType(context, operand.id) !== undefined;
  const adapt = isData ? adaptTo(typeOfNode(context, call.id)) : undefined;
  const { id } = call;
  const isStrict = context.environment.options.strictPresenceTests;
  return {
    evaluate: readingItem(
      container.evaluate,
      key.evaluate,
      (frame, within, name) => {
        const item = findOptional(within, name, isStrict);
        const value = adapt === undefined ? item : adapt(item, frame);
        return value instanceof CelError ? value.at(id) : value;
      },
    ),
    cost: container.cost + key.cost + 1,
    parts: [container, key],
    isData,
  };
}

/** A field's name is a constant, and may be another one in the data. */
function planKey(context: PlanContext, operand: Expr, key: Expr): Step {
  const planned = planNode(context, key);
  const field = planned.constant?.value;
  if (typeof field !== 'string') {
    return planned;
  }
  const name = propertyName(context, operand.id, field);
  return name === field
    ? planned
    : { ...planned, evaluate: () => name, constant: { value: name } };
}

/** Evaluates a container and a key; not the key of an optional without a value, in which nothing can be. */
function readingItem(
  container: Evaluate,
  key: Evaluate,
  read: (frame: Frame, container: RuntimeValue, key: RuntimeValue) => Evaluated,
): Evaluate {
  return frame => {
    const operand = container(frame);
    if (
      operand instanceof CelError ||
      (operand instanceof CelOptional && operand.value === undefined)
    ) {
      return operand;
    }
    const place = key(frame);
    return place instanceof CelError ? place : read(frame, operand, place);
  };
}

function readItem(
  container: RuntimeValue,
  key: RuntimeValue,
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
  return container instanceof CelOptional
    ? findOptional(container, key, isStrict)
    : lookUp(container, key);
}
