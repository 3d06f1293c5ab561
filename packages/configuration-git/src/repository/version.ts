/**
 * Who makes a change.
 *
 * @public
 */
export interface Author {
  readonly name: string;
  readonly email: string;
}

/**
 * A version of the configuration.
 *
 * @public
 */
export interface Version {
  readonly commit: string;
  /** Absent for the first version. */
  readonly parent?: string;
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  /** Why, in a line. */
  readonly subject: string;
  /** The rest of the message, such as the change and the decision it came from. */
  readonly body: string;
  /** What git says of the signature; `unknown-key` is a key that nobody named as allowed, or one that cannot be checked. */
  readonly signature: 'good' | 'bad' | 'unknown-key' | 'none';
}

/**
 * What becomes of an attempt to write a version.
 *
 * @public
 */
export type WriteOutcome =
  | { readonly outcome: 'written'; readonly commit: string }
  /** The files are so already. */
  | { readonly outcome: 'unchanged'; readonly commit: string }
  /** Somebody else changed the same files since; look at their version and decide again. */
  | {
      readonly outcome: 'conflict';
      readonly commit: string;
      readonly paths: readonly string[];
    };

/**
 * A file that two versions do not share.
 *
 * @public
 */
export interface FileDifference {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}
