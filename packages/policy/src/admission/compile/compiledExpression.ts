import type { Program } from '../../cel/plan/program';
import type { CelType } from '../../cel/types/celType';

/** An expression ready to run; or what is wrong with it, which then is what each evaluation says. */
export type CompiledExpression =
  | {
      readonly ok: true;
      readonly source: string;
      readonly type: CelType;
      readonly program: Program;
      /** The names it reads, such as `object`. */
      readonly reads: ReadonlySet<string>;
      /** The policy's variables that it may read. */
      readonly readsVariables: ReadonlySet<string>;
    }
  | { readonly ok: false; readonly source: string; readonly problem: string };

/** One of a policy's variables. */
export interface CompiledVariable {
  readonly name: string;
  readonly compiled: CompiledExpression;
  /** The places of the variables that it may read, in the order of their appearance. */
  readonly mayRead: readonly number[];
  /**
   * Variables of the same identity, in other policies too, have the same value on the same request. Undefined for one that also
   * depends on params or on what the user may do.
   */
  readonly identity: string | undefined;
}

/** A policy's variables in their order. Policies whose variables are the same ones have the same list. */
export interface CompiledVariables {
  readonly inOrder: readonly CompiledVariable[];
}

/** An expression that the API server would not take in a new policy, with the field it stands in. @public */
export interface CompileIssue {
  /** Such as `spec.validations[0].expression`. */
  readonly path: string;
  readonly message: string;
}
