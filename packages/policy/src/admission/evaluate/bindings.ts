import type { SharedVariables, VariableScope } from '../compile/variableScope';
import type { AuthorizerValues } from './authorizerValues';

/** What expressions read of a request, the same for all policies that want it in the same version. */
export interface RequestValues {
  readonly object: unknown;
  readonly oldObject: unknown;
  readonly request: unknown;
  readonly namespaceObject: unknown;
  /** What variables came to that read nothing else. */
  readonly shared: SharedVariables;
}

/** The values of one group of expressions by their variables' names. What is undefined is not bound: reading it is an error. */
export type AdmissionBindings = Readonly<Record<string, unknown>>;

/** What a group of expressions reads, and the variables among it, which count what they cost. */
export interface BoundScope {
  readonly scope: VariableScope;
  readonly bindings: AdmissionBindings;
}

/** Binds what a group of expressions reads, and gives the same to the variables that they read it through. */
export function bindAdmission(
  values: RequestValues,
  params: unknown,
  scope: VariableScope,
  authorizer: AuthorizerValues | undefined,
): AdmissionBindings {
  // One literal, so that all bindings have one shape, which the engine reads fast.
  scope.bindings = {
    object: values.object,
    oldObject: values.oldObject,
    request: values.request,
    namespaceObject: values.namespaceObject,
    params,
    variables: scope,
    authorizer: authorizer?.authorizer,
    'authorizer.requestResource': authorizer?.requestResource,
  };
  return scope.bindings;
}
