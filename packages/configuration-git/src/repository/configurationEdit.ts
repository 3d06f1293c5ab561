import type { FileContents } from '../git/writeTree';
import type { Author } from './version';

/**
 * Whose signatures count.
 *
 * @public
 */
export interface SigningOptions {
  /** Path of a file of git's `gpg.ssh.allowedSignersFile`; without it no signature made with an SSH key is good. */
  readonly allowedSigners?: string;
}

/**
 * A change to files of the configuration.
 *
 * @public
 */
export interface ConfigurationEdit {
  /** The version that whoever edits has looked at; nothing when there was none. */
  readonly base: string | undefined;
  /** New contents by path; `null` takes a file away. */
  readonly contents: FileContents;
  readonly author: Author;
  /** ISO 8601, with its offset. */
  readonly at: string;
  /** Why: a line, then more if there is more to say. */
  readonly message: string;
}
