import {
  type ConfigurationFile,
  type ConfigurationLevel,
  LONGEST_FILE,
  type Revision,
} from '@mandate/configuration';
import { readBlobs } from '../git/readBlobs';
import type { Git } from '../git/runGit';
import { SharedAnswers } from '../git/SharedAnswers';
import { checkCommit, checkPath } from './checkPath';
import { entriesOf } from './compareVersions';
import { parseBlame } from './parseBlame';
import { LAST_FORMAT, parseLastChanges } from './parseVersions';

/** Files that are kept, and characters that one of them may have: some ten megabytes in all. */
const MOST_KEPT = 200;
const LONGEST_KEPT = 100_000;
/** Versions in which the last change of each file is looked for at once. */
const LOOKED_THROUGH = 200;

/** A file that is asked for. */
export interface AskedFile {
  readonly path: string;
  readonly level: ConfigurationLevel;
}

/**
 * Reads files with who last changed each of their lines. Starting git is what takes the time: contents of all files come of one
 * call, their last changes of another, and lines are asked for once for each change of a file. What is known of a commit stays
 * true, so it is kept.
 */
export class FileReading {
  readonly #files = new SharedAnswers<ConfigurationFile | undefined>({
    most: MOST_KEPT,
    isKept: file => (file?.text.length ?? 0) <= LONGEST_KEPT,
  });
  readonly #lines = new SharedAnswers<ReadonlyMap<number, Revision>>({
    most: MOST_KEPT,
    isKept: lines => lines.size <= LONGEST_KEPT / 10,
  });

  constructor(private readonly directory: string, private readonly git: Git) {}

  /** The files that are there, in the order of those that are asked for. */
  async read(
    commit: string,
    asked: readonly AskedFile[],
  ): Promise<readonly ConfigurationFile[]> {
    checkCommit(commit);
    const paths = asked.map(({ path }) => checkPath(path));
    let contents: ReturnType<FileReading['contentsOf']> | undefined;
    const files = await Promise.all(
      asked.map(({ path, level }) =>
        this.#files.get(`${commit} ${level} ${path}`, async () => {
          contents ??= this.contentsOf(commit, paths);
          const { entries, texts, lasts } = await contents;
          const id = entries.find(entry => entry.path === path)?.id;
          const text = texts.get(path);
          return id === undefined || text === undefined
            ? undefined
            : this.fileOf({
                ...{ commit, path, level, id, text },
                last: lasts.get(path),
              });
        }),
      ),
    );
    return files.flatMap(file => file ?? []);
  }

  private async contentsOf(commit: string, paths: readonly string[]) {
    const entries = await entriesOf(this.git, commit, paths);
    const [texts, lasts] = await Promise.all([
      readBlobs(this.directory, entries),
      this.lastChanges(commit, paths),
    ]);
    return { entries, texts, lasts };
  }

  private async fileOf(file: {
    readonly commit: string;
    readonly path: string;
    readonly level: ConfigurationLevel;
    /** Of its contents. */
    readonly id: string;
    readonly text: string;
    readonly last: Revision | undefined;
  }): Promise<ConfigurationFile> {
    const { commit, path, level, id, text } = file;
    const last = file.last ?? (await this.lastChange(commit, path));
    // A file that is longer is not read, so nobody asks for its lines.
    const lines: ReadonlyMap<number, Revision> =
      text === '' || text.length > LONGEST_FILE
        ? new Map()
        : await this.#lines.get(`${last.commit} ${id} ${path}`, async () =>
            parseBlame(
              await this.git('blame', '--porcelain', commit, '--', path),
            ),
          );
    return { level, path, text, ...last, lines };
  }

  /** By path, of those that changed lately. */
  private async lastChanges(
    commit: string,
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, Revision>> {
    return parseLastChanges(
      await this.git(
        'log',
        '-c',
        '--name-only',
        `--max-count=${LOOKED_THROUGH}`,
        `--format=${LAST_FORMAT}`,
        commit,
        '--',
        ...paths,
      ),
    );
  }

  private async lastChange(commit: string, path: string): Promise<Revision> {
    const output = await this.git(
      'log',
      '--max-count=1',
      `--format=${LAST_FORMAT}`,
      commit,
      '--',
      path,
    );
    const [, id, author] = output.split('\0');
    return { commit: id, author };
  }
}
