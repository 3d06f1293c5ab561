const MAX_PATH = 300;

/**
 * Refuses a path that is not plainly one of a configuration file or of a record beside it, so that nothing reaches git's own files, leaves the
 * repository or reads as an option.
 *
 * @throws Error that says what a path looks like.
 */
export function checkPath(path: string): string {
  const steps = path.split('/');
  if (
    path.length > MAX_PATH ||
    !steps.every(step => /^[a-z0-9][a-zA-Z0-9._-]*$/.test(step)) ||
    steps.some(step => step.includes('..') || step.endsWith('.lock')) ||
    !/\.(yaml|json|md)$/.test(path)
  ) {
    throw new Error(
      `${JSON.stringify(
        path.slice(0, MAX_PATH),
      )} is no path of a configuration file. Use folders and names of letters, digits, ".", "_" and "-" that end in .yaml, .json or .md, such as services/checkout.yaml.`,
    );
  }
  return path;
}

/**
 * Refuses what is no full id of a commit: a name could mean another one later, or be an option.
 *
 * @throws Error that says so.
 */
export function checkCommit(commit: string): string {
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new Error(
      `${JSON.stringify(
        commit.slice(0, 80),
      )} is no commit. Give all 40 digits of its id.`,
    );
  }
  return commit;
}
