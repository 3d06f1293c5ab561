import type { AdmissionInput } from '../evaluate/admissionInput';
import { collectParams } from '../matching/collectParams';
import { matchRequest } from '../matching/matchRequest';
import type { RequestMatch } from '../matching/matchRequest';
import type { MutatingAdmissionPolicyBinding } from '../policy/policyBinding';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { CompiledMutatingPolicy } from './compileMutatingPolicy';
import type { Invocation, PolicyProblem } from './invocation';

/** A mutating policy with its bindings; those of other policies are passed over. @public */
export interface BoundMutatingPolicy {
  readonly compiled: CompiledMutatingPolicy;
  readonly bindings: readonly MutatingAdmissionPolicyBinding[];
}

/** What there is to run on a request, in order, and what is wrong with the rest. */
export interface CollectedInvocations {
  readonly invocations: readonly Invocation[];
  readonly problems: readonly PolicyProblem[];
}

/** Finds the policies, bindings and params that a request is about. Match conditions are not asked yet: they may see changes. */
export function collectInvocations(
  policies: readonly BoundMutatingPolicy[],
  input: AdmissionInput,
): CollectedInvocations {
  const collected = policies.map(policy => ofPolicy(policy, input));
  return {
    invocations: collected.flatMap(({ invocations }) => invocations),
    problems: collected.flatMap(({ problems }) => problems),
  };
}

const none: CollectedInvocations = { invocations: [], problems: [] };

function ofPolicy(
  { compiled, bindings }: BoundMutatingPolicy,
  input: AdmissionInput,
): CollectedInvocations {
  const { policy } = compiled;
  const { matchConstraints } = policy.spec;
  const match: RequestMatch =
    matchConstraints === undefined
      ? {
          outcome: 'failed',
          message: 'policy contained no match constraints, a required field',
        }
      : matchRequest(matchConstraints, input);
  if (match.outcome === 'failed') {
    const message = `failed to configure policy: ${match.message}`;
    return { invocations: [], problems: [{ policy, message }] };
  }
  if (match.outcome === 'other') {
    return none;
  }
  const collected = bindings
    .filter(({ spec }) => spec.policyName === policy.metadata.name)
    .map(binding => ofBinding(compiled, binding, match, input));
  return {
    invocations: collected.flatMap(({ invocations }) => invocations),
    problems: collected.flatMap(({ problems }) => problems),
  };
}

function ofBinding(
  compiled: CompiledMutatingPolicy,
  binding: MutatingAdmissionPolicyBinding,
  match: Invocation['match'],
  input: AdmissionInput,
): CollectedInvocations {
  const { policy } = compiled;
  const { matchResources, paramRef } = binding.spec;
  const failed = (message: string): CollectedInvocations => ({
    invocations: [],
    problems: [
      {
        policy,
        binding: binding.metadata.name,
        message: `failed to configure binding: ${message}`,
      },
    ],
  });
  const narrowed =
    matchResources === undefined ? match : matchRequest(matchResources, input);
  if (narrowed.outcome !== 'matches') {
    return narrowed.outcome === 'failed' ? failed(narrowed.message) : none;
  }
  const { paramKind } = policy.spec;
  const collected = collectParams({
    paramKind,
    paramRef,
    store: paramKind && input.paramsOf(paramKind),
    namespace: input.attributes.namespace,
  });
  return collected.outcome === 'failed'
    ? failed(collected.message)
    : {
        invocations: collected.params.map(param => ({
          compiled,
          binding,
          match,
          param,
          key: keyOf(compiled, binding, param),
        })),
        problems: [],
      };
}

function keyOf(
  { policy }: CompiledMutatingPolicy,
  { metadata }: MutatingAdmissionPolicyBinding,
  param: KubernetesObject | null,
): string {
  return JSON.stringify([
    policy.metadata.name,
    metadata.name,
    param?.metadata?.namespace ?? '',
    param?.metadata?.name ?? '',
  ]);
}
