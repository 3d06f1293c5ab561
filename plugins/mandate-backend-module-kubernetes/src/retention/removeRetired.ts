import { isTerminal } from '@mandate/plugin-mandate-common';
import type {
  Remedy,
  RemedyOutcome,
  RemedyRequest,
} from '@mandate/plugin-mandate-node';

/**
 * Proposes to remove what was retired, once the time that it was kept for is over. Deleting is never decided by a
 * machine unless a mandate grants just that, so that a person usually has the last word; a rejection is one.
 */
export const removeRetired: Remedy = {
  id: 'remove-retired',
  handles: ({ detector }) => detector.startsWith('retention-'),
  next,
};

function next({ finding, tried }: RemedyRequest): RemedyOutcome {
  const open = tried.find(({ state }) => !isTerminal(state));
  if (open) {
    return {
      type: 'wait',
      words: `"${open.title}" is under way: ${open.statusWords}`,
    };
  }
  const since = Date.parse(finding.firstSeenAt);
  const ended = tried.find(
    ({ endedAt, updatedAt }) => Date.parse(endedAt ?? updatedAt) >= since,
  );
  return ended
    ? {
        type: 'escalate',
        words: `"${ended.title}" came to nothing: ${ended.statusWords} Remove or restore it by a change of your own.`,
      }
    : {
        type: 'propose',
        request: {
          kind: 'delete',
          input: { action: 'remove' },
          reason: `${finding.title}.`,
        },
      };
}
