import type { Program } from '../../cel/plan/program';
import type { CelType } from '../../cel/types/celType';

/** An expression ready to run; or what is wrong with it, which then is what each evaluation says. */
export type CompiledExpression =
  | {
      readonly ok: true;
      readonly source: string;
      readonly type: CelType;
      readonly program: Program;
    }
  | { readonly ok: false; readonly source: string; readonly problem: string };

/** One of a policy's variables. */
export interface CompiledVariable {
  readonly name: string;
  readonly compiled: CompiledExpression;
}

/** An expression that the API server would not take in a new policy, with the field it stands in. @public */
export interface CompileIssue {
  /** Such as `spec.validations[0].expression`. */
  readonly path: string;
  readonly message: string;
}
