import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import type { VoteMatch } from '@mandate/policy';
import {
  type Involved,
  isIndependentOf,
} from '../../../domain/decide/eligibility';
import type { Delegation } from '../../../domain/delegation/delegation';
import { delegationView } from '../../delegations/DefaultDelegationService';

/** People named for a group that is missing. */
const MAX_PEOPLE = 10;

/** Who can still fill what is missing, and who votes for whom of them. */
export function missingApprovers(of: {
  /** Requirements that are not filled. */
  readonly open: VoteMatch['filled'];
  /** The people of their groups. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** Those in effect now, of everybody. */
  readonly delegations: readonly Delegation[];
  readonly involved: Involved;
  readonly voted: ReadonlySet<string>;
  readonly nowMs: number;
}): Pick<ChangeDetail, 'waitingFor' | 'delegations'> {
  const { open, members, delegations, involved, voted, nowMs } = of;
  const mayVote = (person: string) =>
    !voted.has(person) && isIndependentOf(person, involved);
  const relevant = delegations.filter(
    ({ delegator, delegate }) =>
      mayVote(delegator) &&
      mayVote(delegate) &&
      open.some(({ group }) => members.get(group)?.includes(delegator)),
  );
  return {
    waitingFor: open.map(({ group, missing }) => {
      const own = (members.get(group) ?? []).filter(mayVote);
      const delegates = relevant
        .filter(({ delegator }) => own.includes(delegator))
        .map(({ delegate }) => delegate);
      return {
        group,
        missing,
        people: [...new Set([...own, ...delegates])].slice(0, MAX_PEOPLE),
      };
    }),
    delegations: relevant.map(delegation => ({
      ...delegationView(delegation, nowMs),
      groups: open
        .filter(({ group }) =>
          members.get(group)?.includes(delegation.delegator),
        )
        .map(({ group }) => group),
    })),
  };
}
