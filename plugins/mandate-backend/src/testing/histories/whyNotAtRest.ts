import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import type { Landed } from './HistoryWorld';
import type { ModelChange } from './ModelChange';

/** What is wrong with how a change ended, when all is over; undefined when nothing is. */
export function whyNotAtRest(ended: {
  readonly state: ChangeState;
  readonly change: ModelChange;
  /** Its steps whose effect is there. */
  readonly there: readonly string[];
  readonly landed: readonly Landed[];
}): string | undefined {
  const { state, change, there, landed } = ended;
  if (!isTerminal(state) && state !== 'stuck') {
    return `I9: a change came to rest in ${state}`;
  }
  if (change.isAccepted || state === 'stuck') {
    return undefined;
  }
  if (state !== 'succeeded') {
    return there.length > 0
      ? `I10: a change is ${state}, and ${there.join(', ')} is still there`
      : undefined;
  }
  const done = landed.filter(({ direction }) => direction === 'do');
  const inTime = done.filter(({ revision }) => revision === change.revision);
  return done.length !== there.length || inTime.length !== there.length
    ? `I2: a change succeeded with ${there.length} effects there and ${done.length} made`
    : undefined;
}
