import { NotAllowedError } from '@backstage/errors';
import type { Proposer, ProposeRequest } from '@mandate/plugin-mandate-common';
import type { Caller } from '../ChangeService';

/** Who proposes, and whether whom they act for is only what they say. */
export interface ProposingParty {
  readonly proposer: Proposer;
  /** True when no credentials say it, but an agent that is trusted to name a person. */
  readonly personIsClaimed: boolean;
}

/**
 * Who proposes. The person somebody acts for is known from the credentials; a claim in the request bars that person from
 * voting and lets them withdraw, so it is taken only from agents that the configuration trusts with it.
 *
 * @throws NotAllowedError when the request names somebody whom the caller may not name.
 */
export function proposerOf(
  request: Pick<ProposeRequest, 'onBehalfOf'>,
  { proposer, mayNamePerson }: Caller,
): ProposingParty {
  const named = request.onBehalfOf?.toLowerCase();
  const known = proposer.kind === 'user' ? proposer.ref : proposer.onBehalfOf;
  if (named === undefined || named === known?.toLowerCase()) {
    return { proposer, personIsClaimed: false };
  }
  if (known !== undefined || !mayNamePerson) {
    throw new NotAllowedError(
      `The request says that ${proposer.ref} acts for ${named}, and nothing proves it. Leave out 'onBehalfOf', call with that person's token, or have 'mayNamePerson' set for this agent under 'mandate.agents'.`,
    );
  }
  return {
    proposer: { ...proposer, onBehalfOf: named },
    personIsClaimed: true,
  };
}
