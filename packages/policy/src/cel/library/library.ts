import type { CallExpr, Expr } from '../syntax/expression';
import type { CelType } from '../types/celType';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';

/**
 * A set of functions, macros and constants that an environment is made of. One library a file.
 *
 * @public
 */
export interface Library {
  readonly name: string;
  readonly functions?: readonly FunctionDeclaration[];
  readonly macros?: readonly Macro[];
  readonly constants?: readonly ConstantDeclaration[];
}

/** A function by its full name (`size`, `math.greatest`, `_+_`). @public */
export interface FunctionDeclaration {
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** One sentence for the editor. */
  readonly description?: string;
}

/**
 * One signature with its implementation. For a member (`receiver`) the first parameter is the receiver.
 * `evaluate` gets as many arguments as there are parameters, of the declared types (the planner sees to it, so that it
 * neither checks nor converts), none of them an error unless `nonStrict`. It does not throw.
 *
 * @public
 */
export interface Overload {
  /** cel-go's overload id where there is one, such as `contains_string`. */
  readonly id: string;
  readonly receiver: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
  readonly evaluate: (...args: never[]) => Evaluated;
  /** Gets errors as arguments, and decides itself. */
  readonly nonStrict?: boolean;
  /** Lists as arguments are not looked into: what their items are, the function finds out. */
  readonly takesAnyItems?: boolean;
  /** Is called with the run's `WorkMeter` behind its arguments, since values are compared as deep as they are. */
  readonly metered?: boolean;
  /** Is called with the run's variables instead of its arguments, which are not evaluated. */
  readonly takesVariables?: boolean;
  /** Work of a call, in cel-go's units, where it is more than one: linear in a string, a list … Called after the evaluation. */
  readonly cost?: (args: readonly RuntimeValue[], result: Evaluated) => number;
  /** The cost depends on the arguments alone, and so much more than in line with them that it is asked before the evaluation. */
  readonly costsAhead?: boolean;
  /** The same before evaluation, from the sizes of the arguments; default: exactly 1. */
  readonly estimate?: (sizes: readonly SizeEstimate[]) => CallEstimate;
  /**
   * The place of an argument that is a regular expression: where it is no constant, the planner charges for compiling it, once
   * in a run for each pattern.
   */
  readonly patternAt?: number;
}

/** How many items, entries, code points or bytes a value has at least and at most. @public */
export interface SizeEstimate {
  readonly minimum: number;
  /** `Infinity` when unbounded. */
  readonly maximum: number;
}

/** What a call costs at least and at most, and how large its result is. @public */
export interface CallEstimate {
  readonly cost: SizeEstimate;
  readonly resultSize?: SizeEstimate;
}

/** A name with a value, such as `math.pi` or a type's name. @public */
export interface ConstantDeclaration {
  readonly name: string;
  readonly type: CelType;
  readonly value: RuntimeValue;
}

/**
 * A macro: rewrites a call before it is checked. Answers undefined when it does not apply (the call stays a call), or an
 * issue. Makes nodes through the builder only, which gives them ids and places.
 *
 * @public
 */
export interface Macro {
  readonly function: string;
  readonly receiver: boolean;
  /** How many arguments, without the receiver; undefined: any number. */
  readonly argumentCount?: number;
  readonly expand: (
    builder: MacroBuilder,
    call: CallExpr,
  ) => Expr | { readonly issue: string; readonly at: Expr } | undefined;
  /** How an editor offers it; without it, it is not offered. */
  readonly usage?: MacroUsage;
}

/** What an editor shows of a macro. @public */
export interface MacroUsage {
  /** What stands before its dot: a kind of value, or a name such as `cel`. */
  readonly on?:
    | 'list'
    | 'list or map'
    | 'optional'
    | { readonly namespace: string };
  /** What to call its arguments, in order. */
  readonly parameters: readonly string[];
  /** One sentence. */
  readonly description: string;
}

/** Makes nodes for macros; each method answers a node placed at the macro's call. @public */
export interface MacroBuilder {
  /** The accumulator's name, which no source can write: `@result`. */
  readonly accumulator: string;
  constant(value: null | boolean | string | number): Expr;
  identifier(name: string): Expr;
  select(operand: Expr, field: string, testOnly?: boolean): Expr;
  call(name: string, ...args: Expr[]): Expr;
  memberCall(name: string, target: Expr, ...args: Expr[]): Expr;
  list(...elements: Expr[]): Expr;
  emptyMap(): Expr;
  map(entries: readonly { readonly key: Expr; readonly value: Expr }[]): Expr;
  comprehension(parts: {
    readonly range: Expr;
    readonly iterationVariable: string;
    readonly secondVariable?: string;
    readonly accumulator: string;
    readonly initial: Expr;
    readonly condition: Expr;
    readonly step: Expr;
    readonly result: Expr;
  }): Expr;
  /** A copy with new ids, for expressions that appear twice. */
  copy(expr: Expr): Expr;
}
