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
  { size, ordered, stops, members }: ModelChangeSet,
  stateOf: (id: string) => ChangeState,
): string | undefined {
  if (members.length < size) {
    return 'the rest of its set is not proposed';
  }
  const before = members.slice(0, members.indexOf(changeId));
  if (ordered && before.some(id => !isTerminal(stateOf(id)))) {
    return 'one that comes before it in its set has not ended';
  }
  const hasStopped = members.some(
    id => isTerminal(stateOf(id)) && stateOf(id) !== 'succeeded',
  );
  return stops && hasStopped ? 'its set has stopped' : undefined;
}
