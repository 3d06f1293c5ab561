import type { RequestMatch } from '../matching/matchRequest';
import type { MutatingAdmissionPolicyBinding } from '../policy/policyBinding';
import type { MutatingAdmissionPolicy } from '../policy/mutatingPolicy';
import type { KubernetesObject } from '../request/kubernetesObject';
import type { CompiledMutatingPolicy } from './compileMutatingPolicy';

/** A policy to be run on a request for one binding and one param. */
export interface Invocation {
  readonly compiled: CompiledMutatingPolicy;
  readonly binding: MutatingAdmissionPolicyBinding;
  readonly match: Extract<RequestMatch, { outcome: 'matches' }>;
  readonly param: KubernetesObject | null;
  /** The same for the same policy, binding and param of a later pass. */
  readonly key: string;
}

/** Why a policy could not do its work. */
export interface PolicyProblem {
  readonly policy: MutatingAdmissionPolicy;
  readonly binding?: string;
  readonly message: string;
  readonly reason?: 'Invalid';
}
