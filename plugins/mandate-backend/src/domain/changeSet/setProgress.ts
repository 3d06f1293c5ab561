import {
  type ChangeSetProgress,
  isTerminal,
} from '@mandate/plugin-mandate-common';
import { namesInWords } from '../change/namesInWords';
import { firstFailure, isDone, type SetMember } from './failedMember';

/** What of a set its progress depends on. */
export interface SetInProgress {
  readonly stops: boolean;
  readonly size: number;
  readonly members: readonly SetMember[];
}

/** How far a set is, and what its stop rule did, in words. */
export function setProgress(set: SetInProgress): ChangeSetProgress {
  const { members, size } = set;
  const state = stateOf(set);
  const succeeded = members.filter(each => each.state === 'succeeded').length;
  const needless = members.filter(each => each.endCause === 'needless').length;
  return {
    state,
    succeeded,
    needless,
    total: size,
    words: wordsOf(set, state, doneWords({ succeeded, needless, size })),
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
  if (members.every(isDone)) {
    return 'succeeded';
  }
  const cause = firstFailure(members);
  const isCutShort = members.some(
    each => each !== cause && each.state === 'cancelled',
  );
  if (stops && cause && isCutShort) {
    return 'stopped';
  }
  if (isOver) {
    return 'ended';
  }
  return states.includes('awaiting-approval')
    ? 'awaiting-approval'
    : 'under-way';
}

function wordsOf(
  { stops, members, size }: SetInProgress,
  state: ChangeSetProgress['state'],
  done: string,
): string {
  const cause = firstFailure(members);
  const failed = cause ? `${done}; ${causeWords(cause, 'did not')}` : done;
  const soFar = cause && !stops ? `${failed}, the others go on` : failed;
  switch (state) {
    case 'incomplete':
      return 'Not all of it is proposed yet; nothing starts before.';
    case 'ended':
      return members.length < size
        ? `Only ${members.length} of its ${size} changes could be proposed, so nothing was started.`
        : `${failed}.`;
    case 'succeeded':
      return `${done}.`;
    case 'stopped':
      return `${done}; what had not started was cancelled, because ${
        cause ? causeWords(cause, 'did not succeed') : 'one did not succeed'
      }.`;
    case 'awaiting-approval': {
      const waiting = members.filter(
        member => member.state === 'awaiting-approval',
      );
      return `${soFar}; ${waiting.length} ${
        waiting.length === 1 ? 'waits' : 'wait'
      } for approval.`;
    }
    default:
      return `${soFar}.`;
  }
}

function doneWords(of: {
  readonly succeeded: number;
  readonly needless: number;
  readonly size: number;
}): string {
  const { succeeded, needless, size } = of;
  if (succeeded === size) {
    return `All ${size} succeeded`;
  }
  if (needless === size) {
    return 'Nothing of it was needed any more: what it should bring was there already';
  }
  const done = `${succeeded} of ${size} succeeded`;
  return needless === 0
    ? done
    : `${done}; what ${needless} should bring was there already`;
}

/** Who aborted the change, or that it did not succeed. */
function causeWords(
  { title, abortedBy }: SetMember,
  verb: 'did not' | 'did not succeed',
): string {
  return abortedBy === undefined
    ? `'${title}' ${verb}`
    : `${namesInWords(abortedBy)} aborted '${title}'`;
}
