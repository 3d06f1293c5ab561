import type { ConfigurationFile, Origin } from './configurationFile';

/** A place in a file, with who last changed its line. */
export function originAt(
  file: ConfigurationFile,
  line: number,
  column: number,
): Origin {
  const revision = file.lines?.get(line) ?? file;
  return {
    level: file.level,
    file: file.path,
    line,
    column,
    commit: revision.commit,
    author: revision.author,
  };
}
