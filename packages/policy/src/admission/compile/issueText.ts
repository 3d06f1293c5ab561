import type { ExpressionIssue } from '../../cel/syntax/issue';

/** Issues as cel-go prints them, which is how the API server shows them: the message with its place, the line, and a caret. */
export function issueText(
  source: string,
  issues: readonly ExpressionIssue[],
): string {
  return issues
    .filter(({ severity }) => severity === 'error')
    .map(issue => oneIssue(source, issue))
    .join('\n');
}

function oneIssue(source: string, { message, start }: ExpressionIssue): string {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf('\n') + 1;
  const lineEnd = source.indexOf('\n', start);
  const line = source.slice(lineStart, lineEnd < 0 ? undefined : lineEnd);
  const lineNumber = before.split('\n').length;
  const column = [...source.slice(lineStart, start)].length;
  return [
    `ERROR: <input>:${lineNumber}:${column + 1}: ${message}`,
    ` | ${line.replaceAll('\t', ' ')}`,
    ` | ${'.'.repeat(column)}^`,
  ].join('\n');
}
