import { mandateNameParts } from '@mandate/plugin-mandate-common';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FileVersion, LOG_FORMAT, readLog } from './authors/fileHistory';

const TIMEOUT_MS = 30_000;
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
/** The name of nothing in git's compare and swap. */
const NO_COMMIT = '0'.repeat(40);
/** Commits of one file that are looked at. */
const MAX_HISTORY = 50;
const TRAILER = 'Mandate-Change';

/** A commit that puts a mandate's text, or takes it away. */
export interface MandateCommit {
  /** Entity ref of the mandate. */
  readonly mandate: string;
  /** Undefined removes the file. */
  readonly text: string | undefined;
  readonly subject: string;
  /** Named in the commit, so that it can be found again. */
  readonly key: string;
  /** Whether it may be put over what the file has. */
  readonly mayReplace: (text: string | undefined) => boolean;
}

/**
 * The git repository that the catalog reads mandates from. Commits are made with git's plumbing on a branch, without a
 * work tree, so a bare repository does; the branch moves by compare and swap, and nothing is ever forced.
 */
export class MandateRepository {
  readonly #directory: string;
  readonly #ref: string;
  readonly #path: string;

  constructor(options: {
    /** A repository's git directory. */
    readonly directory: string;
    readonly branch: string;
    /** Where a mandate's file is, with `{name}` and `{namespace}`. */
    readonly path: string;
  }) {
    this.#directory = options.directory;
    this.#ref = `refs/heads/${options.branch}`;
    this.#path = options.path;
  }

  /** The text of a mandate's file on the branch; undefined when there is none. */
  async read(mandate: string): Promise<string | undefined> {
    const head = await this.#head();
    return head === undefined
      ? undefined
      : this.#readAt(head, this.#pathOf(mandate));
  }

  /**
   * Commits on top of the branch. `moved` when somebody else did meanwhile: nothing was written, try again. `other-text` when
   * the file has something that the commit may not replace.
   */
  async commit(
    commit: MandateCommit,
  ): Promise<'committed' | 'moved' | 'other-text'> {
    const head = await this.#head();
    const path = this.#pathOf(commit.mandate);
    const present = head && (await this.#readAt(head, path));
    if (!commit.mayReplace(present)) {
      return 'other-text';
    }
    const index = await mkdtemp(join(tmpdir(), 'mandate-index-'));
    const env = { GIT_INDEX_FILE: join(index, 'index') };
    try {
      await this.#git(['read-tree', ...(head ? [head] : ['--empty'])], { env });
      if (commit.text === undefined) {
        // Mode 0 removes an entry; other ways want a work tree.
        await this.#git(['update-index', '--index-info'], {
          env,
          stdin: `0 ${NO_COMMIT}\t${path}\n`,
        });
      } else {
        const blob = await this.#git(['hash-object', '-w', '--stdin'], {
          stdin: commit.text,
        });
        const entry = `100644,${blob.trim()},${path}`;
        await this.#git(['update-index', '--add', '--cacheinfo', entry], {
          env,
        });
      }
      const tree = (await this.#git(['write-tree'], { env })).trim();
      const made = await this.#git(
        ['commit-tree', tree, ...(head ? ['-p', head] : [])],
        { stdin: `${commit.subject}\n\n${TRAILER}: ${commit.key}\n` },
      );
      return await this.#move(head, made.trim());
    } finally {
      await rm(index, { recursive: true, force: true });
    }
  }

  /** The text of the mandate's file before a commit with this key; `none` when there is no such commit. */
  async textBefore(
    mandate: string,
    key: string,
  ): Promise<{ readonly text: string | undefined } | 'none'> {
    const head = await this.#head();
    if (head === undefined) {
      return 'none';
    }
    const found = await this.#git([
      'log',
      '-1',
      '--format=%H %P',
      '--fixed-strings',
      `--grep=${TRAILER}: ${key}`,
      head,
    ]);
    const [made, parent] = found.trim().split(' ');
    if (!made) {
      return 'none';
    }
    return {
      text: parent
        ? await this.#readAt(parent, this.#pathOf(mandate))
        : undefined,
    };
  }

  /** The versions of a mandate's file on the branch, newest first, and whether these are all. */
  async history(mandate: string): Promise<{
    readonly versions: readonly FileVersion[];
    readonly isWhole: boolean;
  }> {
    const head = await this.#head();
    if (head === undefined) {
      return { versions: [], isWhole: true };
    }
    const path = this.#pathOf(mandate);
    const log = await this.#git([
      'log',
      `--max-count=${MAX_HISTORY + 1}`,
      `--format=${LOG_FORMAT}`,
      head,
      '--',
      path,
    ]);
    const commits = readLog(log);
    const versions: FileVersion[] = [];
    for (const entry of commits.slice(0, MAX_HISTORY)) {
      const text = await this.#readAt(entry.commit, path);
      versions.push({ ...entry, text });
    }
    return { versions, isWhole: commits.length <= MAX_HISTORY };
  }

  #pathOf(mandate: string): string {
    const { namespace, name } = mandateNameParts(mandate);
    return this.#path
      .replaceAll('{namespace}', namespace)
      .replaceAll('{name}', name);
  }

  async #head(): Promise<string | undefined> {
    const listed = await this.#git([
      'for-each-ref',
      '--format=%(objectname)',
      this.#ref,
    ]);
    return listed.trim() || undefined;
  }

  async #readAt(commit: string, path: string): Promise<string | undefined> {
    const listed = await this.#git(['ls-tree', commit, '--', path]);
    return listed === ''
      ? undefined
      : this.#git(['cat-file', 'blob', `${commit}:${path}`]);
  }

  async #move(
    from: string | undefined,
    to: string,
  ): Promise<'committed' | 'moved'> {
    try {
      await this.#git(['update-ref', this.#ref, to, from ?? NO_COMMIT]);
      return 'committed';
    } catch (error) {
      if ((await this.#head()) !== from) {
        return 'moved';
      }
      throw error;
    }
  }

  #git(
    args: readonly string[],
    options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly stdin?: string;
    } = {},
  ): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        'git',
        ['--git-dir', this.#directory, ...args],
        {
          env: { ...environment(), ...options.env },
          timeout: TIMEOUT_MS,
          maxBuffer: MAX_TEXT_BYTES,
        },
        (error, stdout) =>
          error
            ? reject(
                new Error(
                  `git ${args[0]} failed in the repository of mandates ${
                    this.#directory
                  } (${
                    error.code
                  }). Check that git is installed, and that mandate.mandates.repository names a repository that the portal can write.`,
                ),
              )
            : resolve(stdout),
      );
      // A broken pipe is told by the exit code.
      child.stdin?.on('error', () => {});
      child.stdin?.end(options.stdin ?? '');
    });
  }
}

/** Neither the user's settings nor a question at a terminal have a part in it. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Mandate',
    GIT_AUTHOR_EMAIL: 'mandate@mandate.invalid',
    GIT_COMMITTER_NAME: 'Mandate',
    GIT_COMMITTER_EMAIL: 'mandate@mandate.invalid',
  };
}
