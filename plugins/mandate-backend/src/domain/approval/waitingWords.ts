import type { VoteMatch } from '@mandate/policy';

/** "Waiting for platform and security." */
export function waitingWords(match: VoteMatch): string {
  const groups = match.filled
    .filter(({ missing }) => missing > 0)
    .map(({ group, missing, count }) =>
      count > 1 ? `${missing} of ${shortName(group)}` : shortName(group),
    );
  if (groups.length === 0) {
    return 'Approved; waiting to start.';
  }
  const last = groups.at(-1);
  const listed =
    groups.length === 1
      ? last
      : `${groups.slice(0, -1).join(', ')} and ${last}`;
  return `Waiting for ${listed}.`;
}

/** `group:default/platform` is `platform` to people. */
export function shortName(entityRef: string): string {
  return entityRef.replace(/^.*[/:]/, '');
}
