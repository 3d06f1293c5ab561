import { isTerminal } from '@mandate/plugin-mandate-common';
import type { Change } from '../change/change';

/** What of a change its set goes by. */
export type SetMember = Pick<
  Change,
  'title' | 'state' | 'endedAtMs' | 'endCause' | 'abortedBy'
>;

/** Whether what a change should bring is there: it brought it, or something else had. */
export function isDone({ state, endCause }: SetMember): boolean {
  return state === 'succeeded' || endCause === 'needless';
}

/** Whether a change stops its set where it has a stop rule. */
export function didNotSucceed({ state, endCause }: SetMember): boolean {
  return isTerminal(state) && state !== 'succeeded' && endCause === undefined;
}

/**
 * The change of a set that ended first without success. Of those that ended at once one that was cancelled comes last: in
 * sets from before the cause was kept it may only have followed.
 */
export function firstFailure<Member extends SetMember>(
  members: readonly Member[],
): Member | undefined {
  const [first] = members
    .filter(didNotSucceed)
    .toSorted(
      (a, b) =>
        (a.endedAtMs ?? 0) - (b.endedAtMs ?? 0) ||
        Number(a.state === 'cancelled') - Number(b.state === 'cancelled'),
    );
  return first;
}
