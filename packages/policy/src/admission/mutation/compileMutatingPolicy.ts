import { types } from '../../cel/types/celType';
import { kubernetesEnvironment } from '../compile/kubernetesEnvironment';
import type { AdmissionCompileOptions } from '../compile/compileAdmissionPolicy';
import type {
  CompiledExpression,
  CompileIssue,
} from '../compile/compiledExpression';
import { jsonPatchTypeName, objectTypeName } from '../compile/patchTypes';
import { PolicyCompiler } from '../compile/policyCompiler';
import type { CompiledVariables } from '../compile/compiledExpression';
import type {
  MutatingAdmissionPolicy,
  Mutation,
} from '../policy/mutatingPolicy';

/** A mutating policy whose expressions are compiled, once for all requests. Immutable; its parts are no contract. @public */
export interface CompiledMutatingPolicy {
  readonly policy: MutatingAdmissionPolicy;
  /** What the API server would refuse to take. */
  readonly issues: readonly CompileIssue[];
  readonly variables: CompiledVariables;
  readonly matchConditions: readonly CompiledExpression[];
  readonly mutations: readonly CompiledMutation[];
}

/** One change that a policy makes, ready to run. */
export interface CompiledMutation {
  readonly patchType: Mutation['patchType'];
  readonly compiled: CompiledExpression;
}

/**
 * Compiles a MutatingAdmissionPolicy.
 *
 * @public
 */
export function compileMutatingPolicy(
  policy: MutatingAdmissionPolicy,
  { kubernetesVersion }: AdmissionCompileOptions,
): CompiledMutatingPolicy {
  const { spec } = policy;
  const compiler = new PolicyCompiler(
    kubernetesEnvironment(kubernetesVersion),
    spec,
  );
  const variables = compiler.compileVariables(spec.variables);
  const matchConditions = spec.matchConditions.map(({ expression }, index) =>
    compiler.compile(
      `spec.matchConditions[${index}].expression`,
      expression,
      [types.bool],
      { hasAuthorizer: true, hasPatchTypes: false },
    ),
  );
  const mutations = spec.mutations.map((mutation, index) =>
    compileMutation(compiler, mutation, index),
  );
  return {
    policy,
    issues: compiler.issues,
    variables,
    matchConditions,
    mutations,
  };
}

const scope = { hasAuthorizer: true, hasPatchTypes: true };

function compileMutation(
  compiler: PolicyCompiler,
  mutation: Mutation,
  index: number,
): CompiledMutation {
  const { patchType } = mutation;
  const place = `spec.mutations[${index}]`;
  return {
    patchType,
    compiled:
      patchType === 'ApplyConfiguration'
        ? compiler.compile(
            `${place}.applyConfiguration.expression`,
            mutation.applyConfiguration.expression,
            [types.object(objectTypeName)],
            scope,
          )
        : compiler.compile(
            `${place}.jsonPatch.expression`,
            mutation.jsonPatch.expression,
            [types.list(types.object(jsonPatchTypeName))],
            scope,
          ),
  };
}
