import {
  CHANGE_CONFIGURATION_KIND,
  isTerminal,
} from '@mandate/plugin-mandate-common';
import type { Remedy } from '@mandate/plugin-mandate-node';
import { CONFIGURATION_DRIFT } from './configurationDriftDetector';

/** After as many tries for one version a person looks. */
const MOST_TRIES = 2;

/**
 * Proposes to apply what git has where it is not applied, so that an edit of a wide level reaches every target by a change
 * that the target's own mandates decide. What somebody changed in a cluster is left to a person: apply again, or adopt.
 */
export const applyWhatGitHas: Remedy = {
  id: 'apply-configuration',
  handles: finding =>
    finding.detector === CONFIGURATION_DRIFT &&
    finding.evidence.standing === 'not-applied',
  next({ finding, tried }) {
    if (tried.some(({ state }) => !isTerminal(state))) {
      return { type: 'wait', words: 'A change that applies it is under way.' };
    }
    if (tried.length >= MOST_TRIES) {
      return {
        type: 'escalate',
        words: `Applying the configuration was tried ${tried.length} times. Look at the changes, and apply it by hand or roll it back.`,
      };
    }
    return {
      type: 'propose',
      request: {
        kind: CHANGE_CONFIGURATION_KIND,
        input: { action: 'apply' },
        reason: finding.words,
      },
    };
  },
};
