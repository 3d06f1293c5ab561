import {
  type FilledRequirement,
  openRequirements,
  stageOf,
  type VoteMatch,
} from '@mandate/policy';

/** "Waiting for platform and security.", or "Waiting for platform, then for security." where they are asked in turn. */
export function waitingWords(match: VoteMatch): string {
  const open = openRequirements(match);
  const [first] = open;
  if (first === undefined) {
    return 'Approved; waiting to start.';
  }
  const later = match.filled.filter(
    requirement =>
      requirement.missing > 0 && stageOf(requirement) > stageOf(first),
  );
  return later.length > 0
    ? `Waiting for ${listed(open)}, then for ${listed(later)}.`
    : `Waiting for ${listed(open)}.`;
}

function listed(requirements: readonly FilledRequirement[]): string {
  const groups = requirements.map(({ group, missing, count }) =>
    count > 1 ? `${missing} of ${shortName(group)}` : shortName(group),
  );
  return groups.length === 1
    ? groups[0]
    : `${groups.slice(0, -1).join(', ')} and ${groups.at(-1)}`;
}

/** `group:default/platform` is `platform` to people. */
export function shortName(entityRef: string): string {
  return entityRef.replace(/^.*[/:]/, '');
}
