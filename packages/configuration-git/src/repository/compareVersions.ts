import { type Git, GitError } from '../git/runGit';
import type { BlobEntry } from '../git/readBlobs';
import { checkCommit } from './checkPath';
import { parseDifferences } from './parseVersions';
import type { FileDifference } from './version';

/** Files in which two versions differ. */
export async function differences(
  git: Git,
  before: string,
  after: string,
): Promise<readonly FileDifference[]> {
  return parseDifferences(
    await git(
      'diff-tree',
      '-r',
      '-z',
      '--no-renames',
      '--name-status',
      before,
      after,
    ),
  );
}

/** Paths of all files of a version. */
export async function pathsOf(
  git: Git,
  commit: string,
): Promise<readonly string[]> {
  const output = await git('ls-tree', '-r', '-z', '--name-only', commit);
  return output.split('\0').filter(Boolean);
}

/** All files of a version, or those at the paths, with the ids and sizes of their contents. */
export async function entriesOf(
  git: Git,
  commit: string,
  paths: readonly string[] = [],
): Promise<readonly BlobEntry[]> {
  const output = await git('ls-tree', '-r', '-l', '-z', commit, '--', ...paths);
  return output.split('\0').flatMap(record => {
    const match = /^\d+ blob ([0-9a-f]{40}) +(\d+)\t(.+)$/.exec(record);
    return match
      ? [{ id: match[1], bytes: Number(match[2]), path: match[3] }]
      : [];
  });
}

/** The id of a file's contents at a version; nothing where there is no such file. */
export async function blobOf(
  git: Git,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const output = await git('ls-tree', '-z', commit, '--', path);
  return /^\d+ blob ([0-9a-f]{40})\t/.exec(output)?.[1];
}

/** Files that are not what they were at the base; all of them when the base is gone, as nobody can tell. */
export async function movedSince(
  git: Git,
  base: string | undefined,
  head: string | undefined,
): Promise<readonly string[]> {
  if (base === undefined || head === undefined) {
    return [];
  }
  return (await isThere(git, base))
    ? (await differences(git, base, head)).map(({ path }) => path)
    : pathsOf(git, head);
}

/** Those of the paths whose contents are not what they were at the base; all of them when the base is gone. */
export async function changedSince(
  git: Git,
  base: string | undefined,
  head: string | undefined,
  paths: readonly string[],
): Promise<readonly string[]> {
  if (base === head || head === undefined) {
    return [];
  }
  if (base !== undefined && !(await isThere(git, base))) {
    return paths;
  }
  const changed: string[] = [];
  for (const path of paths) {
    const before = base && (await blobOf(git, base, path));
    if ((before || undefined) !== (await blobOf(git, head, path))) {
      changed.push(path);
    }
  }
  return changed;
}

/** Whether the commit still is in the repository: a history that was rewritten is cleaned away some day. */
async function isThere(git: Git, commit: string): Promise<boolean> {
  try {
    await git('cat-file', '-e', `${checkCommit(commit)}^{commit}`);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.status !== undefined) {
      return false;
    }
    throw error;
  }
}
