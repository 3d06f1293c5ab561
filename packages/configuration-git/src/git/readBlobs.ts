import { runGitForBytes } from './runGit';

/** Contents that are asked for in one call, in bytes; far below the longest output that is kept. */
const MOST_AT_ONCE = 32 * 1024 * 1024;

/** A file's contents, as a tree names them. */
export interface BlobEntry {
  readonly path: string;
  readonly id: string;
  readonly bytes: number;
}

/** Reads contents by path: thousands of small ones in one call of git, since starting it is what takes the time. */
export async function readBlobs(
  directory: string,
  entries: readonly BlobEntry[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const batch of batches(entries)) {
    const output = await runGitForBytes({
      directory,
      arguments: ['cat-file', '--batch'],
      input: batch.map(({ id }) => `${id}\n`).join(''),
    });
    let offset = 0;
    for (const { path, bytes } of batch) {
      // A line about the blob, the blob, and the end of a line.
      const start = output.indexOf('\n', offset) + 1;
      texts.set(path, output.toString('utf8', start, start + bytes));
      offset = start + bytes + 1;
    }
  }
  return texts;
}

function batches(entries: readonly BlobEntry[]): readonly BlobEntry[][] {
  const all: BlobEntry[][] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    if (bytes + entry.bytes > MOST_AT_ONCE) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(entry);
    bytes += entry.bytes;
  }
  return all;
}
