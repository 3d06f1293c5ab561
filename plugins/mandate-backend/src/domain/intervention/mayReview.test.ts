import type { Proposer } from '@mandate/plugin-mandate-common';
import { mayReview } from './mayIntervene';

const SECURITY = 'group:default/security';

function mayPetraReview(proposer: Proposer, by = 'user:default/ivan') {
  return mayReview({
    intervention: {
      id: 'i',
      kind: 'break-glass',
      changeId: 'c',
      revision: 1,
      digest: 'd',
      by,
      reason: 'Customers cannot pay.',
      atMs: 0,
      reviewDueAtMs: 1,
    },
    change: { proposer },
    caller: { kind: 'user', ref: 'user:default/petra' },
    memberOf: [SECURITY],
    roles: { override: [], breakGlass: [], reviewers: [SECURITY] },
  }).allowed;
}

describe('whether a reviewer may judge an intervention', () => {
  const dana: Proposer = { kind: 'user', ref: 'user:default/dana' };

  it('may when neither it nor the change is theirs', () => {
    expect(mayPetraReview(dana)).toBe(true);
  });

  it.each<readonly [string, Proposer, string | undefined]>([
    ['intervened', dana, 'user:default/Petra'],
    [
      'proposed the change',
      { kind: 'user', ref: 'user:default/Petra' },
      undefined,
    ],
    [
      'answers for the agent that proposed it',
      { kind: 'agent', ref: 'agent:bot', owner: 'user:default/petra' },
      undefined,
    ],
    [
      'is whom the agent acts for',
      { kind: 'agent', ref: 'agent:bot', onBehalfOf: 'user:default/petra' },
      undefined,
    ],
  ])('may not who %s', (_, proposer, by) => {
    expect(mayPetraReview(proposer, by)).toBe(false);
  });
});
