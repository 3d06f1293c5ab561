import { types } from '../../cel/types/celType';
import { onlyResource, requestMatcher } from '../matching/matchRequest';
import type { RequestMatcher } from '../matching/matchRequest';
import type { ParamKind } from '../policy/policyParts';
import type { ValidatingAdmissionPolicy } from '../policy/validatingPolicy';
import { kubernetesEnvironment } from './kubernetesEnvironment';
import type { CompiledExpression, CompileIssue } from './compiledExpression';
import { PolicyCompiler } from './policyCompiler';
import type { CompiledVariables } from './compiledExpression';

/** For which cluster a policy is compiled. @public */
export interface AdmissionCompileOptions {
  /** Of the API server, such as `1.36`: what its expressions may use. */
  readonly kubernetesVersion: string;
}

/** A policy whose expressions are compiled, once for all requests. Immutable; its parts are no contract. @public */
export interface CompiledAdmissionPolicy {
  readonly policy: ValidatingAdmissionPolicy;
  /** Of the policy, kept here for what is read on every request. */
  readonly name: string;
  readonly paramKind: ParamKind | undefined;
  /** What the API server would refuse to take. A policy with issues still decides, by its failure policy, as one already stored does. */
  readonly issues: readonly CompileIssue[];
  /** Undefined when the policy lacks match constraints, so that it cannot be told what it is about. */
  readonly matcher: RequestMatcher | undefined;
  /** The only resource that it can match, where there is one: most requests are told apart by it. */
  readonly onlyResource: string | undefined;
  /** Whether any expression asks what the user may do. */
  readonly readsAuthorizer: boolean;
  readonly variables: CompiledVariables;
  readonly matchConditions: readonly CompiledExpression[];
  readonly validations: readonly CompiledExpression[];
  /** In the places of their validations. */
  readonly messages: readonly (CompiledExpression | undefined)[];
  /** Whether there is any message expression. */
  readonly hasMessages: boolean;
  readonly auditAnnotations: readonly CompiledExpression[];
}

/**
 * Compiles a ValidatingAdmissionPolicy.
 *
 * @public
 */
export function compileAdmissionPolicy(
  policy: ValidatingAdmissionPolicy,
  { kubernetesVersion }: AdmissionCompileOptions,
): CompiledAdmissionPolicy {
  const { spec } = policy;
  const compiler = new PolicyCompiler(
    kubernetesEnvironment(kubernetesVersion),
    spec,
  );
  const variables = compiler.compileVariables(spec.variables);
  const compile = (
    path: string,
    expression: string,
    resultTypes: Parameters<PolicyCompiler['compile']>[2],
    hasAuthorizer = true,
  ) =>
    compiler.compile(path, expression, resultTypes, {
      hasAuthorizer,
      hasPatchTypes: false,
    });
  const matchConditions = spec.matchConditions.map(({ expression }, index) =>
    compile(`spec.matchConditions[${index}].expression`, expression, [
      types.bool,
    ]),
  );
  const validations = spec.validations.map(({ expression }, index) =>
    compile(`spec.validations[${index}].expression`, expression, [types.bool]),
  );
  const auditAnnotations = spec.auditAnnotations.map(
    ({ valueExpression }, index) =>
      compile(
        `spec.auditAnnotations[${index}].valueExpression`,
        valueExpression,
        [types.string, types.null],
      ),
  );
  const messages = spec.validations.map(({ messageExpression }, index) =>
    messageExpression
      ? compile(
          `spec.validations[${index}].messageExpression`,
          messageExpression,
          [types.string],
          // Messages must not depend on what the user is allowed to do.
          false,
        )
      : undefined,
  );
  return {
    policy,
    name: policy.metadata.name,
    paramKind: spec.paramKind,
    issues: compiler.issues,
    matcher: spec.matchConstraints && requestMatcher(spec.matchConstraints),
    onlyResource: spec.matchConstraints && onlyResource(spec.matchConstraints),
    readsAuthorizer: compiler.readsAuthorizer,
    variables,
    matchConditions,
    validations,
    messages,
    hasMessages: messages.some(message => message !== undefined),
    auditAnnotations,
  };
}
