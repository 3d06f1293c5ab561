/** A commit that changed a file, and what the file was then. */
export interface FileVersion {
  readonly commit: string;
  /** Addresses of its author and of those it names as co-authors. */
  readonly authors: readonly string[];
  /** Address of who committed it. */
  readonly committer: string;
  /** Undefined when the commit removed the file. */
  readonly text: string | undefined;
}

const FIELD = '\u001f';
const RECORD = '\u001e';

/** What `git log` has to print for {@link readLog}. */
export const LOG_FORMAT = `%H%x1f%ae%x1f%ce%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x2C)%x1e`;

/** Reads what `git log` printed, newest first. */
export function readLog(output: string): readonly Omit<FileVersion, 'text'>[] {
  return output
    .split(RECORD)
    .map(record => record.trim())
    .filter(record => record !== '')
    .map(record => {
      const [commit, author = '', committer = '', trailers = ''] =
        record.split(FIELD);
      const coAuthors = [...trailers.matchAll(/<([^<>]+)>/g)].map(
        ([, email]) => email,
      );
      return {
        commit,
        authors: [author, ...coAuthors].map(normalised),
        committer: normalised(committer),
      };
    });
}

function normalised(email: string): string {
  return email.trim().toLowerCase();
}
