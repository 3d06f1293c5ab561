import type { CompiledAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import { collectParams, withoutParams } from '../matching/collectParams';
import { matchRequest } from '../matching/matchRequest';
import type { RequestMatch } from '../matching/matchRequest';
import type { ValidatingAdmissionPolicyBinding } from '../policy/policyBinding';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { AdmissionInput } from './admissionInput';
import { authorizerValues } from './authorizerValues';
import type { AdmissionVerdict } from './admissionVerdict';
import { evaluatePolicy } from './evaluatePolicy';
import { preparedInput } from './preparedInput';
import type { PreparedInput } from './preparedInput';
import { requestReading } from './requestReading';
import { VerdictBuilder } from './verdictBuilder';

const passed: AdmissionVerdict = Object.freeze({
  allowed: true,
  warnings: [],
  auditAnnotations: {},
  evaluations: [],
});

const unmatchable: RequestMatch = {
  outcome: 'failed',
  message: 'policy contained no match constraints, a required field',
};

/**
 * Decides on a request by one policy and its bindings (those of other policies are passed over), as the API server's
 * ValidatingAdmissionPolicy plugin does: same verdict, status, message, warnings and audit annotations.
 *
 * A request that several policies decide on is prepared for them by `prepareAdmission`.
 *
 * Not done: defaulting the object (see `defaulting`), and what the server does before and after admission.
 *
 * @public
 */
export function evaluateAdmission(
  compiled: CompiledAdmissionPolicy,
  bindings: readonly ValidatingAdmissionPolicyBinding[],
  input: AdmissionInput,
): AdmissionVerdict {
  const { policy, name, onlyResource } = compiled;
  if (
    onlyResource !== undefined &&
    onlyResource !== input.attributes.resource.resource &&
    input.equivalents === undefined
  ) {
    return passed;
  }
  const match = compiled.matcher?.(input) ?? unmatchable;
  if (match.outcome === 'other') {
    return passed;
  }
  const prepared = preparedInput(input);
  if (prepared.isExempt) {
    return passed;
  }
  const builder = new VerdictBuilder(policy, prepared);
  if (match.outcome === 'failed') {
    builder.addPolicyError(match.message);
    return builder.verdict();
  }
  for (const binding of bindings) {
    if (binding.spec.policyName === name) {
      const missing = evaluateBinding(
        compiled,
        binding,
        prepared,
        match,
        builder,
      );
      if (missing !== undefined) {
        return builder.notFound(missing);
      }
    }
  }
  return builder.verdict();
}

/** Adds what a binding makes of the request; answers the namespace that does not exist, which ends the whole request. */
function evaluateBinding(
  compiled: CompiledAdmissionPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  prepared: PreparedInput,
  match: Extract<RequestMatch, { outcome: 'matches' }>,
  builder: VerdictBuilder,
): string | undefined {
  const { attributes } = prepared;
  const { matchResources, paramRef } = binding.spec;
  if (matchResources !== undefined) {
    const narrowed = matchRequest(matchResources, prepared);
    if (narrowed.outcome === 'failed') {
      builder.addBindingError(binding, narrowed.message);
    }
    if (narrowed.outcome !== 'matches') {
      return undefined;
    }
  }
  const { paramKind } = compiled;
  const collected =
    paramKind === undefined
      ? withoutParams
      : collectParams({
          paramKind,
          paramRef,
          store: prepared.paramsOf(paramKind),
          namespace: attributes.namespace,
        });
  if (collected.outcome === 'failed') {
    builder.addBindingError(binding, collected.message);
    return undefined;
  }
  if (prepared.missingNamespace !== undefined) {
    return prepared.missingNamespace;
  }
  const request =
    match.equivalent === undefined
      ? prepared.reading
      : requestReading(attributes, match.equivalent, prepared.namespace);
  const authorizer = compiled.readsAuthorizer
    ? authorizerValues(attributes, prepared.authorize)
    : undefined;
  for (const param of collected.params) {
    const evaluation = evaluatePolicy(compiled, {
      request,
      params: paramKind === undefined ? undefined : param,
      authorizer,
    });
    builder.addEvaluation(binding, nameOf(param), evaluation);
  }
  return undefined;
}

function nameOf(param: KubernetesObject | null): string | undefined {
  if (param === null) {
    return undefined;
  }
  const { namespace = '', name = '' } = param.metadata ?? {};
  return namespace === '' ? name : `${namespace}/${name}`;
}
