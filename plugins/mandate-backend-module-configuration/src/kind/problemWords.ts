import type { ConfigurationProblem } from '@mandate/configuration';

/** How many problems a refusal names. */
const MOST_PROBLEMS = 20;

/** A problem with its place, and with the target when it is not the change's own. */
export function problemWords(
  { message, path, origin }: ConfigurationProblem,
  where?: string,
): string {
  const place = origin?.file
    ? `${origin.file}:${origin.line}:${origin.column}`
    : undefined;
  return [[where, place, path || undefined].filter(Boolean).join(' '), message]
    .filter(Boolean)
    .join(': ');
}

/** Problems one a line, not too many of them. */
export function listed(objections: readonly string[]): string {
  const rest = objections.length - MOST_PROBLEMS;
  return [
    ...objections.slice(0, MOST_PROBLEMS),
    ...(rest > 0 ? [`and ${rest} more.`] : []),
  ].join('\n');
}
