import type { AdmissionInput } from '../evaluate/admissionInput';
import { authorizerValues } from '../evaluate/authorizerValues';
import { isExempt } from '../evaluate/exemptResources';
import { collectInvocations } from './collectInvocations';
import type { BoundMutatingPolicy } from './collectInvocations';
import type { Invocation, PolicyProblem } from './invocation';
import { mutationVerdict } from './mutationVerdict';
import type { MutationVerdict } from './mutationVerdict';
import { MutationRun } from './mutationRun';
import { builtInStructure } from './builtInStructure';
import type { StructuralTypes } from './structuralType';
import type { KubernetesObject } from '../request/kubernetesObject';

/** What mutating policies need beside what all policies do. @public */
export interface MutationInput extends AdmissionInput {
  /** How objects of which kind merge; by default those of Kubernetes itself. Kinds it does not know merge without a schema. */
  readonly structure?: StructuralTypes;
  /** What the API server does to an object after each change: fill in defaults. */
  readonly setDefaults?: (object: KubernetesObject) => KubernetesObject;
}

/**
 * Lets mutating policies change a request's object, as the API server's MutatingAdmissionPolicy plugin does: one after the other in
 * the given order (the server's own order is arbitrary), each on what the one before left, and once again those with
 * `reinvocationPolicy: IfNeeded` if anything was changed.
 *
 * @public
 */
export function evaluateMutations(
  policies: readonly BoundMutatingPolicy[],
  input: MutationInput,
): MutationVerdict {
  const { object, operation } = input.attributes;
  if (isExempt(input.attributes) || operation === 'DELETE') {
    return { allowed: true, object };
  }
  const run = new MutationRun({
    attributes: input.attributes,
    authorizer: authorizerValues(input.attributes, input.authorize),
    structure: input.structure ?? builtInStructure,
    setDefaults: input.setDefaults ?? (given => given),
  });
  const first = pass(policies, input, run, () => true);
  if (first.outcome !== 'passed') {
    return mutationVerdict(first, run.object);
  }
  const again = run.reinvocable;
  const second =
    again.size > 0
      ? pass(policies, input, run, invocation => again.has(invocation.key))
      : first;
  return mutationVerdict(second, run.object);
}

/** The end of one pass over all policies. */
export type PassResult =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'refused'; readonly problems: readonly PolicyProblem[] }
  | {
      readonly outcome: 'aborted';
      readonly code: number;
      readonly reason: string;
      readonly message: string;
    };

function pass(
  policies: readonly BoundMutatingPolicy[],
  input: MutationInput,
  run: MutationRun,
  isDue: (invocation: Invocation) => boolean,
): PassResult {
  const { invocations, problems } = collectInvocations(policies, {
    ...input,
    attributes: run.attributes,
  });
  const found = [...problems];
  if (invocations.length > 0) {
    const namespace = run.findNamespace(input.namespaces);
    if (namespace.outcome === 'missing') {
      return {
        outcome: 'aborted',
        code: 404,
        reason: 'NotFound',
        message: `namespaces "${namespace.name}" not found`,
      };
    }
    for (const invocation of invocations) {
      const step = run.invoke(invocation, namespace.namespace, isDue);
      if (step.outcome === 'aborted') {
        return step;
      }
      found.push(...step.problems);
    }
  }
  const counting = found.filter(
    ({ policy }) => policy.spec.failurePolicy === 'Fail',
  );
  return counting.length === 0
    ? { outcome: 'passed' }
    : { outcome: 'refused', problems: counting };
}
