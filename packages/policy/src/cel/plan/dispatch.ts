import type { Overload } from '../library/library';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { accepts } from './accepts';
import type { Accepts } from './accepts';
import { dynamicPattern } from './dynamicPattern';
import type { Frame } from './frame';

/** Calls the overload that fits the arguments, none of which is an error unless all overloads take errors. */
export type Dispatch = (
  frame: Frame,
  args: readonly RuntimeValue[],
) => Evaluated;

/** What a call with arguments of other types answers. */
export const noSuchOverload = new CelError('no such overload');

/** What is known of an argument before it is evaluated. */
export interface KnownArgument {
  /** It is of its checked type in every run. */
  readonly isTyped: boolean;
  readonly isConstant: boolean;
}

/** A dispatch over overloads; with one overload left and all of its arguments' types known, nothing is looked at. */
export function dispatchOver(
  overloads: readonly Overload[],
  known: readonly KnownArgument[],
): Dispatch {
  const candidates = overloads.map(overload => knownCandidate(overload, known));
  if (candidates.length === 1) {
    const [{ fits, call }] = candidates;
    return fits === undefined
      ? call
      : (frame, args) => (fits(args) ? call(frame, args) : noSuchOverload);
  }
  return (frame, args) => {
    for (const { fits, call } of candidates) {
      if (fits === undefined || fits(args)) {
        return call(frame, args);
      }
    }
    return noSuchOverload;
  };
}

/** An overload's implementation, for any arguments of its types, and the run's meter when it wants that. */
type Implementation = (...args: readonly (Evaluated | Frame)[]) => Evaluated;

interface Candidate {
  readonly fits: ((args: readonly RuntimeValue[]) => boolean) | undefined;
  readonly call: Dispatch;
}

/** Calls that know as much of their arguments share what is made of an overload. */
const candidatesByOverload = new WeakMap<Overload, Map<string, Candidate>>();

function knownCandidate(
  overload: Overload,
  known: readonly KnownArgument[],
): Candidate {
  let candidates = candidatesByOverload.get(overload);
  if (candidates === undefined) {
    candidates = new Map();
    candidatesByOverload.set(overload, candidates);
  }
  let key = '';
  for (const { isTyped, isConstant } of known) {
    key += (isTyped ? 1 : 0) + (isConstant ? 2 : 0);
  }
  const candidate = candidates.get(key) ?? candidateOf(overload, known);
  candidates.set(key, candidate);
  return candidate;
}

function candidateOf(
  overload: Overload,
  known: readonly KnownArgument[],
): Candidate {
  return {
    fits: fitsParameters(overload, known),
    call: chargingPattern(overload, known, callOf(overload)),
  };
}

function fitsParameters(
  { parameters, nonStrict, takesAnyItems }: Overload,
  known: readonly KnownArgument[],
): Candidate['fits'] {
  const tests = parameters.flatMap((type, place): [number, Accepts][] =>
    known[place].isTyped || type.kind === 'dyn' || type.kind === 'parameter'
      ? []
      : [[place, accepts(takesAnyItems ? withAnyItems(type) : type)]],
  );
  if (tests.length === 0 || nonStrict) {
    return undefined;
  }
  if (tests.length === 1) {
    const [[place, test]] = tests;
    return args => test(args[place]);
  }
  return args => tests.every(([place, test]) => test(args[place]));
}

function withAnyItems(type: CelType): CelType {
  return type.kind === 'list' ? types.list(types.dyn) : type;
}

/** A call with a pattern that the data made takes what compiling it takes. */
function chargingPattern(
  { patternAt }: Overload,
  known: readonly KnownArgument[],
  call: Dispatch,
): Dispatch {
  if (patternAt === undefined || known[patternAt].isConstant) {
    return call;
  }
  return (frame, args) => {
    const pattern = args[patternAt];
    if (typeof pattern === 'string') {
      dynamicPattern(frame, pattern);
    }
    return call(frame, args);
  };
}

function callOf({
  evaluate,
  parameters,
  cost,
  costsAhead,
  metered,
}: Overload): Dispatch {
  // safety: an implementation is called with arguments of its parameters' types only, which `never` cannot express
  const implementation = evaluate as Implementation;
  const call = metered
    ? withMeter(implementation, parameters.length)
    : withArity(implementation, parameters.length);
  if (cost === undefined) {
    return call;
  }
  if (costsAhead === true) {
    return (frame, args) => {
      frame.charge(Math.max(0, cost(args, null) - 1));
      const result = call(frame, args);
      frame.charge(handlingCost(args, result));
      return result;
    };
  }
  return (frame, args) => {
    const result = call(frame, args);
    // One unit is charged for every call with the straight-line cost.
    const beyond = cost(args, result) - 1 + handlingCost(args, result);
    if (beyond > 0) {
      frame.charge(beyond);
    }
    return result;
  };
}

/** One unit for so many characters, bytes or items that a call gets and makes, on top of what cel-go counts. */
const handledByOneUnit = 10;

/** Go reads and writes memory faster than JavaScript does, and cel-go does not count what a call makes. */
function handlingCost(
  args: readonly RuntimeValue[],
  result: Evaluated,
): number {
  // Items of a list that is made are values each.
  let size = handledSize(result) * (Array.isArray(result) ? 3 : 1);
  for (const argument of args) {
    size += handledSize(argument);
  }
  return handlingOf(size);
}

/** Units for characters, bytes or items that a call gets and makes. */
export function handlingOf(size: number): number {
  return Math.floor(size / handledByOneUnit);
}

function handledSize(value: Evaluated): number {
  return typeof value === 'string' ||
    Array.isArray(value) ||
    value instanceof Uint8Array
    ? value.length
    : 0;
}

function withMeter(implementation: Implementation, arity: number): Dispatch {
  return arity === 1
    ? (frame, args) => implementation(args[0], frame)
    : (frame, args) => implementation(args[0], args[1], frame);
}

/** Calls with the arguments written out are several times faster than with a spread. */
function withArity(implementation: Implementation, arity: number): Dispatch {
  switch (arity) {
    case 0:
      return () => implementation();
    case 1:
      return (_frame, args) => implementation(args[0]);
    case 2:
      return (_frame, args) => implementation(args[0], args[1]);
    case 3:
      return (_frame, args) => implementation(args[0], args[1], args[2]);
    default:
      return (_frame, args) => implementation(...args);
  }
}
