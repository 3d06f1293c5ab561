import { declarationIndex } from '../cel/check/declarationIndex';
import type { CelEnvironment } from '../cel/library/celEnvironment';
import type { Overload } from '../cel/library/library';
import { findOptional } from '../cel/library/standard/optionalAccess';
import { accepts } from '../cel/plan/accepts';
import type {
  CallExpr,
  ComprehensionExpr,
  Expr,
} from '../cel/syntax/expression';
import { CelMap } from '../cel/values/celMap';
import { fromNative } from '../cel/values/fromNative';
import { find, isMap, keysOf, lookUp } from '../cel/values/lookup';
import { insertEntry } from '../cel/values/mapEntries';
import type { MapEntries } from '../cel/values/mapEntries';
import { CelOptional } from '../cel/values/optional';
import { CelError } from '../cel/values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../cel/values/runtimeValue';

/** The names an expression sees. */
type Scope = ReadonlyMap<string, Evaluated>;

const noSuchOverload = new CelError('no such overload');

/**
 * What an expression means, by walking its tree as cel-spec describes it: every operand is evaluated, every comprehension is the
 * fold that it is written as, every call tries the overloads in turn. Slow and short; the planner is held against it.
 */
export function naiveEvaluate(
  expr: Expr,
  environment: CelEnvironment,
  scope: Scope,
): Evaluated {
  const evaluate = (part: Expr, inner: Scope = scope) =>
    naiveEvaluate(part, environment, inner);
  switch (expr.kind) {
    case 'constant':
      return expr.value;
    case 'identifier':
      return (
        scope.get(expr.name) ??
        (scope.has(expr.name)
          ? null
          : new CelError(`no such attribute(s): ${expr.name}`))
      );
    case 'select':
      return onSuccess([evaluate(expr.operand)], ([operand]) =>
        expr.testOnly
          ? presence(find(held(operand), expr.field))
          : access(operand, expr.field),
      );
    case 'list':
      return onSuccess(
        expr.elements.map(element => evaluate(element)),
        elements => elements,
      );
    case 'map':
      return onSuccess(
        expr.entries.flatMap(({ key, value }) => [
          evaluate(key),
          evaluate(value),
        ]),
        mapOf,
      );
    case 'call':
      return callOf(expr, environment, evaluate);
    case 'comprehension':
      return fold(expr, scope, evaluate);
    default:
      return new CelError('not in the test’s expressions');
  }
}

type Evaluate = (part: Expr, inner?: Scope) => Evaluated;

function onSuccess(
  parts: readonly Evaluated[],
  then: (values: readonly RuntimeValue[]) => Evaluated,
): Evaluated {
  const values: RuntimeValue[] = [];
  for (const part of parts) {
    if (part instanceof CelError) {
      return part;
    }
    values.push(part);
  }
  return then(values);
}

function mapOf(parts: readonly RuntimeValue[]): Evaluated {
  const built: MapEntries = new Map();
  for (let place = 0; place < parts.length; place += 2) {
    const failure = insertEntry(built, parts[place], parts[place + 1]);
    if (failure !== undefined) {
      return failure;
    }
  }
  return new CelMap(built);
}

function callOf(
  call: CallExpr,
  environment: CelEnvironment,
  evaluate: Evaluate,
): Evaluated {
  const parts = [
    ...(call.target === undefined ? [] : [call.target]),
    ...call.arguments,
  ];
  if (call.target?.kind === 'identifier' && call.target.name === 'optional') {
    return apply(
      overloadsOf(environment, `optional.${call.function}`, false),
      call.arguments.map(part => evaluate(part)),
    );
  }
  const args = parts.map(part => evaluate(part));
  if (
    call.function === '_[_]' ||
    call.function === '_?._' ||
    call.function === '_[?_]'
  ) {
    return onSuccess(args, ([container, key]) =>
      call.function === '_[_]'
        ? access(container, key)
        : findOptional(container, key),
    );
  }
  return apply(
    overloadsOf(environment, call.function, call.target !== undefined),
    args,
  );
}

function overloadsOf(
  environment: CelEnvironment,
  name: string,
  receiver: boolean,
): readonly Overload[] {
  return (declarationIndex(environment).findFunction(name)?.overloads ?? [])
    .map(({ overload }) => overload)
    .filter(overload => overload.receiver === receiver);
}

function apply(
  overloads: readonly Overload[],
  args: readonly Evaluated[],
): Evaluated {
  for (const { parameters, evaluate, nonStrict } of overloads) {
    // safety: called only with what the parameters accept
    const implementation = evaluate as (
      ...all: readonly Evaluated[]
    ) => Evaluated;
    if (nonStrict && parameters.length === args.length) {
      return implementation(...args);
    }
    const failure = args.find(argument => argument instanceof CelError);
    if (failure !== undefined) {
      return failure;
    }
    if (
      parameters.length === args.length &&
      parameters.every((type, place) => {
        const argument = args[place];
        return !(argument instanceof CelError) && accepts(type)(argument);
      })
    ) {
      return implementation(...args);
    }
  }
  return args.find(argument => argument instanceof CelError) ?? noSuchOverload;
}

function presence(found: Evaluated | undefined): Evaluated {
  return found instanceof CelError ? found : found !== undefined;
}

function held(value: RuntimeValue): RuntimeValue {
  return value instanceof CelOptional ? value.value ?? {} : value;
}

function access(container: RuntimeValue, key: RuntimeValue): Evaluated {
  return container instanceof CelOptional
    ? findOptional(container, key)
    : lookUp(container, key);
}

function fold(
  loop: ComprehensionExpr,
  scope: Scope,
  evaluate: Evaluate,
): Evaluated {
  const range = evaluate(loop.range);
  const elements = elementsOf(range);
  if (elements instanceof CelError) {
    return elements;
  }
  let accumulator = evaluate(loop.initial);
  const within = (more: readonly (readonly [string, Evaluated])[]): Scope =>
    new Map([...scope, [loop.accumulator, accumulator], ...more]);
  for (const [first, second] of elements) {
    const variables =
      loop.secondVariable === undefined
        ? [
            [
              loop.iterationVariable,
              Array.isArray(range) ? second : first,
            ] as const,
          ]
        : [
            [loop.iterationVariable, first] as const,
            [loop.secondVariable, second] as const,
          ];
    if (evaluate(loop.condition, within(variables)) === false) {
      break;
    }
    accumulator = evaluate(loop.step, within(variables));
  }
  return evaluate(loop.result, within([]));
}

/** Index and item, or key and value. */
function elementsOf(
  range: Evaluated,
): readonly (readonly [RuntimeValue, Evaluated])[] | CelError {
  if (range instanceof CelError) {
    return range;
  }
  if (Array.isArray(range)) {
    return range.map((item, index) => [index, fromNative(item)] as const);
  }
  return isMap(range)
    ? keysOf(range).map(key => [key, lookUp(range, key)] as const)
    : noSuchOverload;
}
