import type { Decision } from '../mandate/decision';
import { oversightLevels } from '../mandate/oversight';

/** Whether a decision is at least as strict as another: in oversight, and, when both ask, in whom they ask. */
export function isAtLeastAsStrict(a: Decision, b: Decision): boolean {
  const [left, right] = [a, b].map(({ oversight }) =>
    oversightLevels.indexOf(oversight),
  );
  if (left !== right || a.oversight !== 'approve') {
    return left >= right;
  }
  return b.requirements.every(({ group, count, rejection }) =>
    a.requirements.some(
      other =>
        other.group === group &&
        other.count >= count &&
        (other.rejection !== 'quorum' || rejection === 'quorum'),
    ),
  );
}
