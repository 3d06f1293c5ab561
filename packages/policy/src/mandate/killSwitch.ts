import { namesKind } from './kindNames';
import type { KillSwitch, TargetFacts } from './decisionInput';
import { covers } from './mandateScope';

/**
 * Whether a kill switch stops autonomous changes of a kind on a target.
 *
 * @public
 */
export function stops(
  { scope, changes }: KillSwitch,
  target: TargetFacts,
  kind: string,
): boolean {
  return (
    (scope === undefined || covers(scope, target)) &&
    (changes === undefined || namesKind(changes, kind))
  );
}
