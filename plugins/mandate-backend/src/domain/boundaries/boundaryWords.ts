import { type Decision, isStricter } from '@mandate/policy';
import { shortName } from '../approval/waitingWords';

/** What automation may do, from the decision on a harmless change and on a serious one of the kind. */
export function boundaryWords(harmless: Decision, serious: Decision): string {
  const usual = wordsOf(harmless);
  if (!isStricter(serious.oversight, harmless.oversight)) {
    return usual;
  }
  const rest =
    serious.oversight === 'forbid'
      ? 'the rest is not allowed'
      : `${approversOf(serious)} for the rest`;
  return `${usual} when the risk is low; ${rest}`;
}

function wordsOf(decision: Decision): string {
  switch (decision.oversight) {
    case 'autonomous':
      return 'runs alone';
    case 'notify': {
      const told = decision.obligations.flatMap(obligation =>
        obligation.type === 'notify' ? obligation.recipients : [],
      );
      return told.length > 0
        ? `runs alone and tells ${told.map(shortName).join(', ')}`
        : 'runs alone and tells people';
    }
    case 'approve':
      return approversOf(decision);
    default:
      return 'never';
  }
}

/** "asks platform and 2 of security". */
function approversOf({ requirements }: Decision): string {
  const groups = requirements.map(({ group, count }) =>
    count > 1 ? `${count} of ${shortName(group)}` : shortName(group),
  );
  return groups.length > 0 ? `asks ${groups.join(' and ')}` : 'asks a person';
}

/** "3 of 10 used within 7 days". */
export function budgetWords(budget: {
  readonly used: number;
  readonly size: number;
  readonly windowMs: number;
}): string {
  const { used, size, windowMs } = budget;
  return `${used} of ${size} used within ${durationWords(windowMs)}`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function durationWords(ms: number): string {
  if (ms % DAY_MS === 0) {
    return plural(ms / DAY_MS, 'day');
  }
  return ms >= HOUR_MS
    ? plural(Math.round((ms / HOUR_MS) * 10) / 10, 'hour')
    : plural(Math.round(ms / 60_000), 'minute');
}

function plural(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
