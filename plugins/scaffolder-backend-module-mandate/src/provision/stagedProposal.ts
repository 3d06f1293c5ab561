import type { ProposeRequest } from '@mandate/plugin-mandate-common';
import type { Template } from '@mandate/templates';
import { proposal, type ProvisionInput } from './proposal';

/** One change per environment, in their order. */
export interface StagedProposal {
  readonly title: string;
  readonly ordered: true;
  readonly stopOnFailure: true;
  readonly changes: Omit<ProposeRequest, 'idempotencyKey' | 'onBehalfOf'>[];
}

/**
 * An instance in several environments, one after the other, as one change set: each waits until the one before has run
 * and held its checks, and a failure stops all that follow. Mandates decide about each environment on their own, so
 * people are asked where they are asked today.
 */
export function stagedProposal(
  input: Omit<ProvisionInput, 'environment' | 'idempotencyKey'> & {
    /** In the order in which it goes through them, at least two. */
    readonly environments: readonly string[];
  },
  template: Template,
): StagedProposal {
  const { environments, ...instance } = input;
  return {
    title: `Deploy ${input.name} to ${environments.join(', ')}`,
    ordered: true,
    stopOnFailure: true,
    changes: environments.map(environment => {
      const { idempotencyKey: _, ...change } = proposal(
        { ...instance, environment },
        template,
        '',
      );
      return change;
    }),
  };
}
