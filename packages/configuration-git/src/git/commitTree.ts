import { runGit } from './runGit';

/** Makes a commit of a tree and answers its id. No branch moves. */
export async function commitTree(options: {
  readonly directory: string;
  readonly tree: string;
  /** Nothing for the first commit. */
  readonly parent: string | undefined;
  readonly author: { readonly name: string; readonly email: string };
  /** ISO 8601, with its offset. */
  readonly at: string;
  readonly message: string;
}): Promise<string> {
  const { directory, tree, parent, author, at, message } = options;
  const name = plain(author.name);
  const email = plain(author.email);
  const output = await runGit({
    directory,
    arguments: ['commit-tree', tree, ...(parent ? ['-p', parent] : [])],
    input: message,
    environment: {
      GIT_AUTHOR_NAME: name,
      GIT_AUTHOR_EMAIL: email,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: name,
      GIT_COMMITTER_EMAIL: email,
      GIT_COMMITTER_DATE: at,
    },
  });
  return output.trim();
}

/** git keeps names and addresses on one line, between angle brackets. */
function plain(text: string): string {
  return text.replace(/[<>\n\r\0]/g, ' ').trim() || 'unknown';
}
