import type { LedgerActor } from '@mandate/ledger';
import type { Proposer } from '@mandate/plugin-mandate-common';

/** Who the kernel itself is in the ledger. */
export const KERNEL_ACTOR: LedgerActor = { type: 'system', ref: 'mandate' };

/** Who proposed or acted, as the ledger names them. */
export function actorOf(proposer: Pick<Proposer, 'kind' | 'ref'>): LedgerActor {
  const types = {
    user: 'person',
    agent: 'agent',
    service: 'service',
    detector: 'system',
  } as const;
  return { type: types[proposer.kind], ref: proposer.ref };
}
