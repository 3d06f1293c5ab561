import {
  type ClusterObject,
  MAX_PLAN_BYTES,
  type Plan,
} from '@mandate/plugin-mandate-common';

/** Why a plan cannot be accepted, as a sentence that says what to do; undefined when it can. */
export function planProblem(plan: Plan, planBytes: number): string | undefined {
  if (planBytes > MAX_PLAN_BYTES) {
    return `The plan has ${planBytes} bytes, more than the ${MAX_PLAN_BYTES} that a person can be asked to approve. Split the change, or make its objects smaller.`;
  }
  const secret = plan.objects.find(object =>
    [object, object.before, object.after, object.applied].some(isSecret),
  );
  return secret
    ? `The plan holds the Secret ${secret.name}. Plans are shown to people and kept, so they never hold secrets: refer to an existing Secret, or use an ExternalSecret.`
    : undefined;
}

function isSecret(
  object: Pick<ClusterObject, 'kind' | 'apiVersion'> | null | undefined,
): boolean {
  return object?.kind === 'Secret' && object.apiVersion === 'v1';
}
