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

/** Why the first effect of a change of a set may not happen now; undefined when it may. */
export function whyNotItsTurn(
  changeId: string,
  set: ModelChangeSet,
  stateOf: (id: string) => ChangeState,
): string | undefined {
  const { size, ordered, members } = set;
  if (members.length < size) {
    return 'the rest of its set is not proposed';
  }
  const before = members.slice(0, members.indexOf(changeId));
  if (ordered && before.some(id => !isTerminal(stateOf(id)))) {
    return 'one that comes before it in its set has not ended';
  }
  return hasStopped(changeId, set, stateOf) ? 'its set has stopped' : undefined;
}

/** Whether a change may not start any more, because another one of its set did not succeed. */
export function hasStopped(
  changeId: string,
  { stops, members }: ModelChangeSet,
  stateOf: (id: string) => ChangeState,
): boolean {
  return (
    stops &&
    members.some(
      id =>
        id !== changeId &&
        isTerminal(stateOf(id)) &&
        stateOf(id) !== 'succeeded',
    )
  );
}
