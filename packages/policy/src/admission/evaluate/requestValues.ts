import type { CompiledVariables } from '../compile/compiledExpression';
import { VariableScope } from '../compile/variableScope';
import type { SharedVariables } from '../compile/variableScope';
import type { AuthorizerValues } from './authorizerValues';

/** The values of one group of expressions by their variables' names. What is undefined is not bound: reading it is an error. */
export type AdmissionBindings = Readonly<Record<string, unknown>>;

/** What expressions read of a request, the same for all policies that want it in the same version. */
export class RequestValues {
  /** What variables came to that read nothing else. */
  private readonly shared: SharedVariables = new Map();
  private readonly scopes = new Map<CompiledVariables, VariableScope>();

  constructor(
    private readonly object: unknown,
    private readonly oldObject: unknown,
    private readonly request: unknown,
    private readonly namespaceObject: unknown,
  ) {}

  /**
   * The scope of a group of expressions, whose bindings are what they read. Policies with the same variables read the same, unless
   * there is a param, or they ask what the user may do.
   */
  bind(
    variables: CompiledVariables,
    params: unknown,
    authorizer: AuthorizerValues | undefined,
  ): VariableScope {
    if (params !== undefined || authorizer !== undefined) {
      return this.newScope(variables, params, authorizer);
    }
    const known = this.scopes.get(variables);
    if (known !== undefined) {
      known.beginGroup();
      return known;
    }
    const made = this.newScope(variables, undefined, undefined);
    this.scopes.set(variables, made);
    return made;
  }

  private newScope(
    variables: CompiledVariables,
    params: unknown,
    authorizer: AuthorizerValues | undefined,
  ): VariableScope {
    const scope = new VariableScope(variables, this.shared);
    // One literal, so that all bindings have one shape, which the engine reads fast.
    const bindings: AdmissionBindings = {
      object: this.object,
      oldObject: this.oldObject,
      request: this.request,
      namespaceObject: this.namespaceObject,
      params,
      variables: scope,
      authorizer: authorizer?.authorizer,
      'authorizer.requestResource': authorizer?.requestResource,
    };
    scope.bindings = bindings;
    return scope;
  }
}
