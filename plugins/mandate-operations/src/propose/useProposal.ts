import { useApi } from '@backstage/frontend-plugin-api';
import type { ChangeDetail, Simulation } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { newIdempotencyKey, type Proposal, proposeRequest } from './proposal';

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
      const simulation = await api.simulate(proposeRequest(proposal));
      setState({ type: 'simulated', simulation });
    } catch (error) {
      setState({ type: 'filling', error });
    }
  };
  const propose = async (proposal: Proposal, simulation: Simulation) => {
    setState({ type: 'proposing', simulation });
    try {
      const request = proposeRequest(proposal, idempotencyKey);
      setState({ type: 'proposed', change: await api.propose(request) });
    } catch (error) {
      setState({ type: 'simulated', simulation, error });
    }
  };
  return { state, refill, simulate, propose };
}
