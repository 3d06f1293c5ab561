import type { VariableScope } from '../compile/variableScope';
import type { AuthorizerValues } from './authorizerValues';

/** The values of an expression's variables by name. What is undefined is not bound: reading it is an error. */
export interface AdmissionBindings extends Readonly<Record<string, unknown>> {
  readonly object: unknown;
  readonly oldObject: unknown;
  readonly request: unknown;
  readonly namespaceObject: unknown;
  readonly params: unknown;
}

/** The bindings of one group of expressions, with a scope of its own for the policy's variables. */
export function withScope(
  bindings: AdmissionBindings,
  scope: VariableScope,
  authorizer: AuthorizerValues | undefined,
): AdmissionBindings {
  const complete =
    authorizer === undefined
      ? { ...bindings, variables: scope }
      : {
          ...bindings,
          variables: scope,
          authorizer: authorizer.authorizer,
          'authorizer.requestResource': authorizer.requestResource,
        };
  scope.bindings = complete;
  return complete;
}
