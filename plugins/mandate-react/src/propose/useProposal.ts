import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ChangeDetail,
  ProposeRequest,
  Simulation,
} from '@mandate/plugin-mandate-common';
import { useState } from 'react';
import { mandateApiRef } from '../mandateApiRef';
import { newIdempotencyKey } from './newIdempotencyKey';

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

/** A state, and what it is the state of. */
interface Held {
  readonly of: string;
  readonly idempotencyKey: string;
  readonly state: ProposalState;
}

const filling: ProposalState = { type: 'filling' };

/** Simulates and proposes a request. Whatever is filled in anew has to be simulated anew; what was proposed stays. */
export function useProposal(request: ProposeRequest | undefined): {
  readonly state: ProposalState;
  readonly simulate: () => Promise<void>;
  readonly propose: (simulation: Simulation) => Promise<void>;
} {
  const api = useApi(mandateApiRef);
  const [held, setHeld] = useState<Held>();
  const of = JSON.stringify(request);
  const isOfThis = held?.of === of || held?.state.type === 'proposed';
  const state = held && isOfThis ? held.state : filling;

  /** What is answered late, about something that was filled in before, changes nothing. */
  const settle = (next: ProposalState) =>
    setHeld(now => (now?.of === of ? { ...now, state: next } : now));

  return {
    state,
    simulate: async () => {
      if (request === undefined) {
        return;
      }
      const idempotencyKey = newIdempotencyKey();
      setHeld({ of, idempotencyKey, state: { type: 'simulating' } });
      try {
        const simulation = await api.simulate(request);
        settle({ type: 'simulated', simulation });
      } catch (error) {
        settle({ type: 'filling', error });
      }
    },
    propose: async simulation => {
      if (request === undefined || held?.of !== of) {
        return;
      }
      const { idempotencyKey } = held;
      settle({ type: 'proposing', simulation });
      try {
        const change = await api.propose({ ...request, idempotencyKey });
        settle({ type: 'proposed', change });
      } catch (error) {
        settle({ type: 'simulated', simulation, error });
      }
    },
  };
}
