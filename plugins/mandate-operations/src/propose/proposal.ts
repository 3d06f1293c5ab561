import type { ProposeRequest } from '@mandate/plugin-mandate-common';

/** Change kinds that the entity page can propose. */
export type ProposedKind =
  | 'restart'
  | 'scale'
  | 'rollback'
  | 'reapply'
  | 'adopt'
  | 'ignoreDrift';

/** What is given already, so that it is not filled in. */
export interface GivenProposal {
  readonly environment: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What is filled in to propose one, but for the reason. */
export interface Proposal {
  readonly kind: ProposedKind;
  readonly entityRef: string;
  readonly environment: string;
  readonly replicas: number;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** The proposal as the API takes it. */
export function proposeRequest(proposal: Proposal): ProposeRequest {
  const { kind, entityRef, environment, replicas, input } = proposal;
  return {
    kind: kind === 'ignoreDrift' ? 'ignore-drift' : kind,
    target: { entityRef, environment },
    input: input ?? (kind === 'scale' ? { replicas } : {}),
  };
}
