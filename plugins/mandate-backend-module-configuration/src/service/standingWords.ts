import type { TargetReference } from '@mandate/plugin-mandate-common';
import type { Standing } from '../domain/appliedConfiguration';

/** How git and cluster stand to each other, as a sentence. */
export function standingWords(
  state: Standing,
  { environment }: TargetReference,
): string {
  switch (state) {
    case 'in-step':
      return `What runs in ${environment} has the newest version.`;
    case 'not-applied':
      return `Git has another version than what runs in ${environment}. Apply it.`;
    case 'drifted':
      return `Somebody changed the configuration in the cluster of ${environment}. Apply it again, or adopt what was changed.`;
    default:
      return `It was never applied in ${environment}.`;
  }
}
