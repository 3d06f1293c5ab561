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

/** What is filled in to propose one. */
export interface Proposal {
  readonly kind: ProposedKind;
  readonly entityRef: string;
  readonly environment: string;
  readonly replicas: number;
  readonly reason: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** The proposal as the API takes it. */
export function proposeRequest(
  proposal: Proposal,
  idempotencyKey?: string,
): ProposeRequest {
  const { kind, entityRef, environment, replicas, reason, input } = proposal;
  return {
    kind: kind === 'ignoreDrift' ? 'ignore-drift' : kind,
    target: { entityRef, environment },
    input: input ?? (kind === 'scale' ? { replicas } : {}),
    ...(reason.trim() && { reason: reason.trim() }),
    ...(idempotencyKey && { idempotencyKey }),
  };
}

/** A key by which a second click is recognised as the same proposal. `randomUUID` is missing where the portal is served without TLS. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), part =>
    part.toString(16).padStart(8, '0'),
  ).join('');
}
