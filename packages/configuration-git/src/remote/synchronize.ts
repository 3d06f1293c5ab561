import { type Git, GitError, runGit } from '../git/runGit';

const BRANCH = 'refs/heads/main';
const FETCHED = 'refs/mandate/fetched';
/** What the remote had when both sides were last known: it must still be in the remote's history. */
const KNOWN = 'refs/mandate/known';

/** Tries after somebody else pushed between our fetch and our push. */
const ATTEMPTS = 3;

/**
 * Another repository that holds the same configuration.
 *
 * @public
 */
export interface Remote {
  /** A path, `https://…` or `ssh://…`. */
  readonly url: string;
  readonly branch: string;
}

/**
 * How the branch and the remote's stand to each other now.
 *
 * @public
 */
export type SynchronizeOutcome =
  | { readonly outcome: 'in-step'; readonly commit: string | undefined }
  /** Does not answer, or refuses; the words are git's. */
  | { readonly outcome: 'unreachable'; readonly words: string }
  /** Both sides changed the same; a person has to merge them at the remote. Nothing was pushed or taken. */
  | { readonly outcome: 'diverged'; readonly paths: readonly string[] }
  /** What the remote had is no longer in its history. Nothing was pushed or taken. */
  | { readonly outcome: 'rewritten'; readonly known: string };

/** Brings a branch and a remote's together, without ever losing a version of either. */
export async function synchronize(
  directory: string,
  remote: Remote,
): Promise<SynchronizeOutcome> {
  const git: Git = (...args) =>
    runGit({ directory, arguments: args, environment: environment() });
  for (let attempt = 1; ; attempt += 1) {
    try {
      const outcome = await once(git, remote);
      if (outcome !== 'again' || attempt >= ATTEMPTS) {
        return outcome === 'again'
          ? { outcome: 'unreachable', words: 'Somebody pushes all the time.' }
          : outcome;
      }
    } catch (error) {
      if (error instanceof GitError) {
        return { outcome: 'unreachable', words: error.words.trim() };
      }
      throw error;
    }
  }
}

async function once(
  git: Git,
  { url, branch }: Remote,
): Promise<SynchronizeOutcome | 'again'> {
  const fetched = await fetchBranch(git, url, branch);
  const known = await commitOf(git, KNOWN);
  if (known && (!fetched || !(await isAncestor(git, known, fetched)))) {
    return { outcome: 'rewritten', known };
  }
  const local = await commitOf(git, BRANCH);
  if (!local) {
    if (fetched) {
      await git('update-ref', BRANCH, fetched, '0'.repeat(40));
      await git('update-ref', KNOWN, fetched);
    }
    return { outcome: 'in-step', commit: fetched };
  }
  const joined = await join(git, local, fetched);
  if ('paths' in joined) {
    return { outcome: 'diverged', paths: joined.paths };
  }
  const { commit } = joined;
  if (commit !== local) {
    await git('update-ref', BRANCH, commit, local);
  }
  if (commit !== fetched) {
    try {
      await git('push', '--quiet', url, `${commit}:refs/heads/${branch}`);
    } catch (error) {
      if (
        error instanceof GitError &&
        /non-fast-forward|fetch first|rejected/.test(error.words)
      ) {
        return 'again';
      }
      throw error;
    }
  }
  await git('update-ref', KNOWN, commit);
  return { outcome: 'in-step', commit };
}

/** The commit that holds both sides; or the paths that both changed. */
async function join(
  git: Git,
  local: string,
  fetched: string | undefined,
): Promise<
  { readonly commit: string } | { readonly paths: readonly string[] }
> {
  if (!fetched || (await isAncestor(git, fetched, local))) {
    return { commit: local };
  }
  if (await isAncestor(git, local, fetched)) {
    return { commit: fetched };
  }
  const both = await pathsOfBoth(git, local, fetched);
  if (both.length > 0) {
    return { paths: both };
  }
  // Different files: their union is what both sides meant, without any merging of lines.
  const tree = (await git('merge-tree', '--write-tree', local, fetched)).trim();
  const commit = await git(
    '-c',
    'user.name=mandate',
    '-c',
    'user.email=mandate@mandate.invalid',
    'commit-tree',
    tree,
    '-p',
    local,
    '-p',
    fetched,
    '-m',
    'Bring both sides together',
  );
  return { commit: commit.trim() };
}

async function pathsOfBoth(
  git: Git,
  local: string,
  fetched: string,
): Promise<readonly string[]> {
  const base = await commonVersion(git, local, fetched);
  if (!base) {
    // Nobody can tell who changed what, so everything that is here counts as changed on both sides.
    return pathsIn(await git('ls-tree', '-r', '-z', '--name-only', local));
  }
  const changed = async (commit: string) =>
    pathsIn(await git('diff-tree', '-r', '-z', '--name-only', base, commit));
  const theirs = new Set(await changed(fetched));
  return (await changed(local)).filter(path => theirs.has(path));
}

function pathsIn(output: string): readonly string[] {
  return output.split('\0').filter(Boolean);
}

/** The newest version that both sides have; undefined when their histories began apart. */
async function commonVersion(
  git: Git,
  local: string,
  fetched: string,
): Promise<string | undefined> {
  try {
    return (await git('merge-base', local, fetched)).trim();
  } catch (error) {
    if (error instanceof GitError && error.status === 1) {
      return undefined;
    }
    throw error;
  }
}

async function fetchBranch(
  git: Git,
  url: string,
  branch: string,
): Promise<string | undefined> {
  const heads = await git('ls-remote', url, `refs/heads/${branch}`);
  if (heads.trim() === '') {
    return undefined;
  }
  await git(
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    url,
    `+refs/heads/${branch}:${FETCHED}`,
  );
  return commitOf(git, FETCHED);
}

async function commitOf(git: Git, ref: string): Promise<string | undefined> {
  const output = await git('for-each-ref', '--format=%(objectname)', ref);
  return output.trim() || undefined;
}

async function isAncestor(
  git: Git,
  older: string,
  newer: string,
): Promise<boolean> {
  try {
    await git('merge-base', '--is-ancestor', older, newer);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.status === 1) {
      return false;
    }
    throw error;
  }
}

/** What logging in by a key needs; helpers that run programs of the address's choice are off. */
function environment(): Readonly<Record<string, string>> {
  const { HOME, SSH_AUTH_SOCK } = process.env;
  return {
    GIT_ALLOW_PROTOCOL: 'file:http:https:ssh:git',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=10',
    ...(HOME ? { HOME } : {}),
    ...(SSH_AUTH_SOCK ? { SSH_AUTH_SOCK } : {}),
  };
}
