/** A file of a published log. */
export interface LogFile {
  /** Below the log's prefix; letters, digits, dots and slashes only. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a publication writes. */
export interface LogUpdate {
  /** All but the checkpoint, which must not be seen before they are. */
  readonly files: AsyncIterable<LogFile>;
  readonly checkpoint: Uint8Array;
  /** Folders of partial tiles that are full now. */
  readonly obsolete: readonly string[];
  /** For a history that keeps times: milliseconds since the epoch. */
  readonly atMs: number;
}

/** Where a log is published. */
export interface LogDestination {
  /** For messages; holds no credentials. */
  readonly name: string;
  /** A file as published last; `undefined` when it is not there. */
  readFile(path: string): Promise<Uint8Array | undefined>;
  /** Durable when it returns; a failure leaves what was published before. */
  write(update: LogUpdate): Promise<void>;
}
