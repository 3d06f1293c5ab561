import {
  type ChangeSetProgress,
  type ChangeState,
  isTerminal,
} from '@mandate/plugin-mandate-common';

/** What of a set its progress depends on. */
export interface SetInProgress {
  readonly stops: boolean;
  readonly size: number;
  readonly members: readonly {
    readonly title: string;
    readonly state: ChangeState;
  }[];
}

/** How far a set is, and what its stop rule did, in words. */
export function setProgress(set: SetInProgress): ChangeSetProgress {
  const { members, size } = set;
  const succeeded = members.filter(({ state }) => state === 'succeeded').length;
  const state = stateOf(set);
  return {
    state,
    succeeded,
    total: size,
    words: wordsOf(set, state, succeeded),
  };
}

function stateOf({
  stops,
  size,
  members,
}: SetInProgress): ChangeSetProgress['state'] {
  const states = members.map(({ state }) => state);
  const isOver = states.every(isTerminal);
  if (members.length < size) {
    return isOver ? 'ended' : 'incomplete';
  }
  if (states.every(state => state === 'succeeded')) {
    return 'succeeded';
  }
  if (stops && causeOf(members) && states.includes('cancelled')) {
    return 'stopped';
  }
  if (isOver) {
    return 'ended';
  }
  return states.includes('awaiting-approval')
    ? 'awaiting-approval'
    : 'under-way';
}

/** The change that did not succeed; those that were cancelled only followed it. */
function causeOf(members: SetInProgress['members']) {
  return members.find(
    ({ state }) =>
      isTerminal(state) && state !== 'succeeded' && state !== 'cancelled',
  );
}

function wordsOf(
  { members, size }: SetInProgress,
  state: ChangeSetProgress['state'],
  succeeded: number,
): string {
  const done = `${succeeded} of ${size} succeeded`;
  const cause = causeOf(members);
  switch (state) {
    case 'incomplete':
      return 'Not all of it is proposed yet; nothing starts before.';
    case 'ended':
      return members.length < size
        ? `Only ${members.length} of its ${size} changes could be proposed, so nothing was started.`
        : withCause(done, cause);
    case 'succeeded':
      return `All ${size} succeeded.`;
    case 'stopped':
      return `${done}; what had not started was cancelled, because '${
        cause?.title ?? 'one'
      }' did not succeed.`;
    case 'awaiting-approval': {
      const waiting = members.filter(
        member => member.state === 'awaiting-approval',
      );
      return `${done}; ${waiting.length} ${
        waiting.length === 1 ? 'waits' : 'wait'
      } for approval.`;
    }
    default:
      return withCause(done, cause);
  }
}

function withCause(
  done: string,
  cause: { readonly title: string } | undefined,
): string {
  return cause ? `${done}; '${cause.title}' did not.` : `${done}.`;
}
