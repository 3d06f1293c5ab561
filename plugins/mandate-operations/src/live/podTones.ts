import type { LivePod } from '@mandate/plugin-mandate-common';
import type { Tone } from '@mandate/plugin-mandate-react';

/** How each status of a pod is drawn. */
export const podTones: Readonly<Record<LivePod['status'], Tone>> = {
  ready: 'positive',
  starting: 'neutral',
  failing: 'danger',
  ending: 'neutral',
  done: 'neutral',
};
