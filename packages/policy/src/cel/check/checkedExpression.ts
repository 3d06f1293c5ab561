import type { ParsedExpression } from '../syntax/expression';
import type { Overload } from '../library/library';
import type { CelType } from '../types/celType';
import type { RuntimeValue } from '../values/runtimeValue';

/**
 * A checked expression. Names are resolved in `expr`: `a.b` that names a variable is one identifier, and a namespaced
 * function (`math.greatest(…)`) is a call without target under its full name.
 *
 * @public
 */
export interface CheckedExpression extends ParsedExpression {
  /** The type of each node, by id. */
  readonly types: ReadonlyMap<number, CelType>;
  /** For each identifier that is a variable or constant, and each call, what it refers to. */
  readonly references: ReadonlyMap<number, Reference>;
  readonly type: CelType;
}

/** What a name or a call refers to; several overloads when only the run can tell which. @public */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string }
  | {
      readonly kind: 'constant';
      readonly name: string;
      readonly value: RuntimeValue;
    }
  | { readonly kind: 'function'; readonly overloads: readonly Overload[] };
