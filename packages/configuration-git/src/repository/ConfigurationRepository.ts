import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  ConfigurationFile,
  ConfigurationLevel,
} from '@mandate/configuration';
import { commitTree } from '../git/commitTree';
import { readBlobs } from '../git/readBlobs';
import { type Git, GitError, runGit } from '../git/runGit';
import { writeTree } from '../git/writeTree';
import {
  type Remote,
  synchronize,
  type SynchronizeOutcome,
} from '../remote/synchronize';
import type { ConfigurationEdit, SigningOptions } from './configurationEdit';
import { checkCommit, checkPath } from './checkPath';
import {
  blobOf,
  changedSince,
  differences,
  entriesOf,
  movedSince,
  pathsOf,
} from './compareVersions';
import { FileReading } from './FileReading';
import {
  parseVersions,
  parseVersionsWithFiles,
  VERSION_FORMAT,
  VERSION_WITH_FILES_FORMAT,
} from './parseVersions';
import { FileDifference, Version, WriteOutcome } from './version';

const BRANCH = 'refs/heads/main';
const NO_COMMIT = '0'.repeat(40);

/** Times that a write is tried again after another process moved the branch. */
const ATTEMPTS = 10;

/**
 * The configuration's versions in a bare git repository. Written without a work tree; the branch moves by compare and swap, so
 * that several processes may write to one repository and none loses another's version. Within a process, writes queue.
 *
 * @public
 */
export class ConfigurationRepository {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly reading: FileReading;

  private constructor(
    private readonly directory: string,
    private readonly signing: SigningOptions,
  ) {
    this.reading = new FileReading(directory, this.git);
  }

  /** Opens a bare repository, and makes it where there is none. */
  static async open(
    directory: string,
    signing: SigningOptions = {},
  ): Promise<ConfigurationRepository> {
    await mkdir(directory, { recursive: true });
    const isThere = await stat(join(directory, 'HEAD')).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      await runGit({
        directory,
        arguments: ['init', '--bare', '--quiet', '--initial-branch=main'],
      });
    }
    return new ConfigurationRepository(directory, signing);
  }

  /** The newest version's commit; nothing before the first. */
  async head(): Promise<string | undefined> {
    const output = await this.git(
      'for-each-ref',
      '--format=%(objectname)',
      BRANCH,
    );
    return output.trim() || undefined;
  }

  /** A file's contents at a commit; nothing where there is no such file. */
  async read(commit: string, path: string): Promise<string | undefined> {
    const id = await blobOf(this.git, checkCommit(commit), checkPath(path));
    return id === undefined ? undefined : this.git('cat-file', 'blob', id);
  }

  /** The contents of all files at a commit that are asked for and there, by path; a few calls of git, however many they are. */
  async readAll(
    commit: string,
    paths: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string>> {
    const entries = await entriesOf(this.git, checkCommit(commit));
    return readBlobs(
      this.directory,
      entries.filter(({ path }) => paths.has(path)),
    );
  }

  /** Files with who last changed each of their lines, those that are there, in the order of the paths. A few calls of git, none again. */
  async readFiles(options: {
    readonly commit: string;
    readonly files: readonly {
      readonly path: string;
      readonly level: ConfigurationLevel;
    }[];
  }): Promise<readonly ConfigurationFile[]> {
    return this.reading.read(options.commit, options.files);
  }

  /** Paths of all files at a commit. */
  async list(commit: string): Promise<readonly string[]> {
    return pathsOf(this.git, checkCommit(commit));
  }

  /** Versions, the newest first; those that changed a file when a path is given. */
  async history(options: {
    readonly from?: string;
    readonly path?: string;
    readonly limit: number;
  }): Promise<readonly Version[]> {
    const from = options.from ?? (await this.head());
    if (from === undefined) {
      return [];
    }
    const output = await this.git(
      'log',
      '-z',
      `--max-count=${Math.max(1, Math.min(options.limit, 1_000))}`,
      `--format=${VERSION_FORMAT}`,
      checkCommit(from),
      '--',
      ...(options.path === undefined ? [] : [checkPath(options.path)]),
    );
    return parseVersions(output);
  }

  /** Versions that changed any of some files, the newest first, each with those it changed. One call of git for all. */
  async historyOfFiles(options: {
    readonly paths: readonly string[];
    readonly limit: number;
  }): Promise<readonly (Version & { readonly paths: readonly string[] })[]> {
    const from = await this.head();
    if (from === undefined) {
      return [];
    }
    const output = await this.git(
      'log',
      '-c',
      '--name-only',
      `--max-count=${Math.max(1, Math.min(options.limit, 1_000))}`,
      `--format=${VERSION_WITH_FILES_FORMAT}`,
      from,
      '--',
      ...options.paths.map(checkPath),
    );
    return parseVersionsWithFiles(output);
  }

  /** Files in which two versions differ. */
  async compare(
    before: string,
    after: string,
  ): Promise<readonly FileDifference[]> {
    return differences(this.git, checkCommit(before), checkCommit(after));
  }

  /**
   * Writes a version. Files that somebody else changed since `base` are a conflict; other files they changed are kept.
   */
  async write(edit: ConfigurationEdit): Promise<WriteOutcome> {
    for (const path of edit.contents.keys()) {
      checkPath(path);
    }
    return this.inTurn(() =>
      this.swap(async head => {
        const paths = await changedSince(this.git, edit.base, head, [
          ...edit.contents.keys(),
        ]);
        return paths.length > 0
          ? { conflict: paths }
          : {
              tree: await writeTree({
                directory: this.directory,
                base: head,
                contents: edit.contents,
              }),
            };
      }, edit),
    );
  }

  /**
   * Writes a version whose files are those of an earlier one. History stays: what was is not taken back but followed.
   */
  async rollBack(
    options: Omit<ConfigurationEdit, 'contents'> & { readonly to: string },
  ): Promise<WriteOutcome> {
    const tree = (
      await this.git('rev-parse', `${checkCommit(options.to)}^{tree}`)
    ).trim();
    return this.inTurn(() =>
      this.swap(async head => {
        const moved = await movedSince(this.git, options.base, head);
        return moved.length > 0 ? { conflict: moved } : { tree };
      }, options),
    );
  }

  /**
   * Brings the branch and a remote's together: what is new there is taken, what is new here is pushed, and what is new on
   * both sides is merged. Work here never waits for it.
   */
  async synchronize(remote: Remote): Promise<SynchronizeOutcome> {
    return this.inTurn(() => synchronize(this.directory, remote));
  }

  /** Makes a commit on the head and moves the branch to it, unless the head has moved meanwhile; then anew. */
  private async swap(
    build: (
      head: string | undefined,
    ) => Promise<
      { readonly tree: string } | { readonly conflict: readonly string[] }
    >,
    edit: Omit<ConfigurationEdit, 'contents'>,
  ): Promise<WriteOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      const head = await this.head();
      const built = await build(head);
      if ('conflict' in built) {
        return {
          outcome: 'conflict',
          commit: head ?? NO_COMMIT,
          paths: built.conflict,
        };
      }
      if (head !== undefined && built.tree === (await this.treeOf(head))) {
        return { outcome: 'unchanged', commit: head };
      }
      const commit = await commitTree({
        directory: this.directory,
        tree: built.tree,
        parent: head,
        ...edit,
      });
      if (await this.moveBranch(head, commit, attempt)) {
        return { outcome: 'written', commit };
      }
    }
  }

  /** Whether the branch was where it was believed to be, and now is at the commit. */
  private async moveBranch(
    from: string | undefined,
    to: string,
    attempt: number,
  ): Promise<boolean> {
    try {
      await this.git('update-ref', BRANCH, to, from ?? NO_COMMIT);
      return true;
    } catch (error) {
      if (!(error instanceof GitError) || attempt >= ATTEMPTS) {
        throw error;
      }
      return false;
    }
  }

  private async treeOf(commit: string): Promise<string> {
    return (await this.git('rev-parse', `${commit}^{tree}`)).trim();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  /** A property, so that it can be handed on. */
  private readonly git: Git = (...args) => {
    const { allowedSigners } = this.signing;
    return runGit({
      directory: this.directory,
      arguments: args,
      ...(allowedSigners
        ? { settings: { 'gpg.ssh.allowedSignersFile': allowedSigners } }
        : {}),
    });
  };
}
