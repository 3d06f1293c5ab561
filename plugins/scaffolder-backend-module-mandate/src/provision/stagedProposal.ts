import type { ChangeSetRequest } from '@mandate/plugin-mandate-common';
import type { Template } from '@mandate/templates';
import { proposal, type ProvisionInput } from './proposal';

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
): ChangeSetRequest {
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
