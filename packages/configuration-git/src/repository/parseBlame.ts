import type { Revision } from '@mandate/configuration';

/** Who last changed each line, from what `git blame --porcelain` writes. */
export function parseBlame(output: string): ReadonlyMap<number, Revision> {
  const lines = new Map<number, Revision>();
  const authors = new Map<string, string>();
  let commit = '';
  let line = 0;
  for (const text of output.split('\n')) {
    const header = /^([0-9a-f]{40}) \d+ (\d+)/.exec(text);
    if (header) {
      commit = header[1];
      line = Number(header[2]);
    } else if (text.startsWith('author ')) {
      authors.set(commit, text.slice('author '.length));
    } else if (text.startsWith('\t')) {
      // The line itself ends what is said of it.
      lines.set(line, { commit, author: authors.get(commit) ?? 'unknown' });
    }
  }
  return lines;
}
