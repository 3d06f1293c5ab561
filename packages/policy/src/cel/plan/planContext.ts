import { declarationIndex } from '../check/declarationIndex';
import type { DeclarationIndex } from '../check/declarationIndex';
import type { CheckedExpression, Reference } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { ParsedExpression } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import type { RuntimeValue } from '../values/runtimeValue';
import type { Evaluate } from './frame';

/** What planning one expression knows. */
export interface PlanContext {
  readonly environment: CelEnvironment;
  readonly index: DeclarationIndex;
  readonly types: ReadonlyMap<number, CelType>;
  readonly references: ReadonlyMap<number, Reference>;
  readonly isChecked: boolean;
  readonly observes: boolean;
  /** How many slots are handed out. */
  slotCount: number;
  /** The local variables in sight, innermost last. */
  readonly locals: Local[];
}

/** A loop variable, an accumulator, or an item of `cel.block`. */
export interface Local extends Knowledge {
  readonly name: string;
  /** Where it is kept, when it is written before anything can see it. */
  readonly slot?: number;
  readonly evaluate: Evaluate;
}

/** What is known of a value beside its checked type. */
export interface Knowledge {
  /**
   * In every run it is of its checked type's kind, or an error. Not all are: what is no optional passes through `orValue`, and
   * nobody looks at the items of a list that was `dyn`.
   */
  readonly isSound?: boolean;
  /** It was read from the caller's data, whose items become values of their declared types when they are read. */
  readonly isData?: boolean;
}

/** A planned node with what its parents can make use of. */
export interface Step extends Knowledge {
  readonly evaluate: Evaluate;
  /** What it costs whenever it is evaluated; who evaluates it charges that. */
  readonly cost: number;
  /** Its value, when it is the same in every run. */
  readonly constant?: { readonly value: RuntimeValue };
  /** Of a local variable, the slot that it is kept in. */
  readonly slot?: number;
  /** Of a variable whose fields may be read as the caller gives them, its name. */
  readonly variable?: string;
  /** What its value depends on, when on nothing else; so that it is constant when they are. */
  readonly parts?: readonly Step[];
}

/** How a value is used that is read from the caller's data. */
export interface ReadOptions {
  /** Only its items are read, which are converted to their types by themselves. */
  readonly asContainer?: boolean;
}

/** The context of an expression's root. */
export function createContext(
  expression: ParsedExpression | CheckedExpression,
  environment: CelEnvironment,
  observes: boolean,
): PlanContext {
  const isChecked = 'references' in expression;
  return {
    environment,
    index: declarationIndex(environment),
    types: isChecked ? expression.types : new Map(),
    references: isChecked ? expression.references : new Map(),
    isChecked,
    observes,
    slotCount: 0,
    locals: [],
  };
}

/** A node's type: `dyn` when the expression is not checked. */
export function typeOfNode(context: PlanContext, id: number): CelType {
  return context.types.get(id) ?? types.dyn;
}

/** Plans something that sees more local variables. */
export function withLocals<T>(
  context: PlanContext,
  locals: readonly Local[],
  plan: () => T,
): T {
  context.locals.push(...locals);
  const planned = plan();
  context.locals.length -= locals.length;
  return planned;
}

/** A local variable in a slot of its own. */
export function slotLocal(
  context: PlanContext,
  name: string,
): Local & { readonly slot: number } {
  const slot = context.slotCount++;
  return {
    name,
    slot,
    // safety: a slot is written before anything that can see its variable is evaluated
    evaluate: frame => frame.slots[slot] as ReturnType<Evaluate>,
  };
}
