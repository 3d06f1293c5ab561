import { useApi } from '@backstage/frontend-plugin-api';
import {
  CHANGE_CONFIGURATION_KIND,
  type ChangeDetail,
  type ConfigurationChangeInput,
  type ProposeRequest,
  type Simulation,
  type TargetReference,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';

/** How far a proposal is. It is proposed only after its simulation was shown. */
export type ProposalState =
  | { readonly type: 'filling'; readonly error?: unknown }
  | { readonly type: 'simulating' }
  | {
      readonly type: 'simulated';
      readonly simulation: Simulation;
      readonly error?: unknown;
    }
  | { readonly type: 'proposing'; readonly simulation: Simulation }
  | { readonly type: 'proposed'; readonly change: ChangeDetail };

/** What is proposed. */
export interface Proposal {
  readonly target: TargetReference;
  readonly input: ConfigurationChangeInput;
  readonly reason: string;
}

/** Simulates and proposes. Whatever is filled in anew has to be simulated anew. */
export function useProposal() {
  const api = useApi(mandateApiRef);
  const [state, setState] = useState<ProposalState>({ type: 'filling' });
  const [idempotencyKey, setIdempotencyKey] = useState(newIdempotencyKey);

  const refill = () => {
    setState({ type: 'filling' });
    setIdempotencyKey(newIdempotencyKey());
  };
  const simulate = async (proposal: Proposal) => {
    setState({ type: 'simulating' });
    try {
      const simulation = await api.simulate(requestOf(proposal));
      setState({ type: 'simulated', simulation });
    } catch (error) {
      setState({ type: 'filling', error });
    }
  };
  const propose = async (proposal: Proposal, simulation: Simulation) => {
    setState({ type: 'proposing', simulation });
    try {
      const request = { ...requestOf(proposal), idempotencyKey };
      setState({ type: 'proposed', change: await api.propose(request) });
    } catch (error) {
      setState({ type: 'simulated', simulation, error });
    }
  };
  return { state, refill, simulate, propose };
}

function requestOf({ target, input, reason }: Proposal): ProposeRequest {
  return {
    kind: CHANGE_CONFIGURATION_KIND,
    target,
    input: { ...input },
    ...(reason.trim() && { reason: reason.trim() }),
  };
}

/** A key by which a second click is recognised as the same proposal. `randomUUID` is missing where the portal is served without TLS. */
function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), part =>
    part.toString(16).padStart(8, '0'),
  ).join('');
}
