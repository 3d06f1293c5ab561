import type { KubernetesObject } from '../request/kubernetesObject';
import type { PassResult } from './evaluateMutations';
import type { PolicyProblem } from './invocation';

/** What mutating policies made of a request: its object as they leave it, or a refusal in the API server's words. @public */
export type MutationVerdict =
  | {
      readonly allowed: true;
      /** Null when the request has none, as to delete. */
      readonly object: KubernetesObject | null;
    }
  | {
      readonly allowed: false;
      /** The HTTP status. */
      readonly code: number;
      readonly reason: string;
      readonly message: string;
    };

/** The verdict after the last pass. The first problem gives a refusal its words. */
export function mutationVerdict(
  result: PassResult,
  object: KubernetesObject | null,
): MutationVerdict {
  switch (result.outcome) {
    case 'passed':
      return { allowed: true, object };
    case 'aborted': {
      const { code, reason, message } = result;
      return { allowed: false, code, reason, message };
    }
    default: {
      const [problem] = result.problems;
      return {
        allowed: false,
        code: 403,
        reason: problem.reason ?? 'Forbidden',
        message: problemMessage(problem),
      };
    }
  }
}

function problemMessage({ policy, binding, message }: PolicyProblem): string {
  const { name } = policy.metadata;
  return binding === undefined
    ? `policy ${JSON.stringify(name)} denied request: ${message}`
    : `policy '${name}' with binding '${binding}' denied request: ${message}`;
}
