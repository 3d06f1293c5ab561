import type { ConfigurationProblem } from '@mandate/configuration';

/** Paths of values that may be secrets. */
export function withheldPaths(
  problems: readonly ConfigurationProblem[],
): ReadonlySet<string> {
  return new Set(secrets(problems).map(({ path }) => path));
}

/**
 * A file's text without what may be a secret: the line where it stands, and those after it that belong to it by their
 * indentation.
 */
export function withheldLines(
  file: string,
  text: string,
  problems: readonly ConfigurationProblem[],
): string {
  const starts = new Set(
    secrets(problems).flatMap(({ origin }) =>
      origin?.file === file ? [origin.line] : [],
    ),
  );
  if (starts.size === 0) {
    return text;
  }
  let inside: number | undefined;
  return text
    .split('\n')
    .map((line, index) => {
      const indentation = line.search(/\S/);
      if (starts.has(index + 1)) {
        inside = indentation;
        return '# withheld: looks like a secret';
      }
      if (inside !== undefined && (indentation < 0 || indentation > inside)) {
        return '#';
      }
      inside = undefined;
      return line;
    })
    .join('\n');
}

function secrets(problems: readonly ConfigurationProblem[]) {
  return problems.filter(({ code }) => code === 'secret-value');
}
