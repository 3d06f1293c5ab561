import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';

/** A set of changes as it was proposed. */
export interface ModelChangeSet {
  /** How many changes it has when all are proposed. */
  readonly size: number;
  /** Whether each waits for those before it. */
  readonly ordered: boolean;
  /** Whether none starts any more when one did not succeed. */
  readonly stops: boolean;
  /** In their order, as far as they are proposed. */
  readonly members: string[];
}

/** How a change of a set fares, as the ledger tells it. */
export interface ModelMember {
  readonly state: ChangeState;
  /** It ended because what it should bring was there already. */
  readonly isNeedless: boolean;
}

/** Why the first effect of a change of a set may not happen now; undefined when it may. */
export function whyNotItsTurn(
  changeId: string,
  set: ModelChangeSet,
  memberOf: (id: string) => ModelMember,
): string | undefined {
  const { size, ordered, members } = set;
  if (members.length < size) {
    return 'the rest of its set is not proposed';
  }
  const before = members.slice(0, members.indexOf(changeId));
  if (ordered && before.some(id => !isTerminal(memberOf(id).state))) {
    return 'one that comes before it in its set has not ended';
  }
  return hasStopped(changeId, set, memberOf)
    ? 'its set has stopped'
    : undefined;
}

/** Whether a change may not start any more, because another one of its set did not succeed. */
export function hasStopped(
  changeId: string,
  { stops, members }: ModelChangeSet,
  memberOf: (id: string) => ModelMember,
): boolean {
  return (
    stops &&
    members
      .filter(id => id !== changeId)
      .map(memberOf)
      .some(
        ({ state, isNeedless }) =>
          isTerminal(state) && state !== 'succeeded' && !isNeedless,
      )
  );
}
