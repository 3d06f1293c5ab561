import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { promisify } from 'node:util';
import type { LogDestination, LogUpdate } from './LogDestination';

const run = promisify(execFile);

const TIMEOUT_MS = 60_000;
/** An entry bundle has at most 16 MiB. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;

/**
 * Publishes as commits to a branch of a bare repository, and pushes it if there is a remote. One commit has tiles and
 * checkpoint, so a clone is always whole; its history is that of the checkpoints. Nothing is ever forced: a remote whose
 * history is another one refuses.
 */
export class GitDestination implements LogDestination {
  readonly name: string;
  readonly #repository: string;
  readonly #ref: string;
  readonly #branch: string;
  readonly #push: string | undefined;

  constructor(options: {
    readonly repository: string;
    readonly branch: string;
    readonly push?: string;
  }) {
    this.name = `git repository ${options.repository}`;
    this.#repository = options.repository;
    this.#branch = options.branch;
    this.#ref = `refs/heads/${options.branch}`;
    this.#push = options.push;
  }

  async readFile(path: string): Promise<Uint8Array | undefined> {
    if (!(await this.#hasBranch())) {
      return undefined;
    }
    const listed = await this.#git(['ls-tree', this.#ref, '--', path]);
    return listed.length === 0
      ? undefined
      : this.#git(['cat-file', 'blob', `${this.#ref}:${path}`]);
  }

  async write(update: LogUpdate): Promise<void> {
    const hasBranch = await this.#hasBranch();
    const importer = spawn(
      'git',
      ['--git-dir', this.#repository, 'fast-import', '--quiet', '--done'],
      { env: environment(), stdio: ['pipe', 'ignore', 'pipe'] },
    );
    importer.stderr.resume();
    const ended = once(importer, 'close', {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // A broken pipe is told by the exit code.
    importer.stdin.on('error', () => {});
    await writeCommit(importer.stdin, update, this.#ref, hasBranch);
    const [code] = await ended;
    if (code !== 0) {
      throw new Error(
        `The log was not committed to the ${this.name}: git fast-import ended with ${code}.`,
      );
    }
    if (this.#push !== undefined) {
      await this.#git(['push', '--quiet', this.#push, this.#branch]);
    }
  }

  async #hasBranch(): Promise<boolean> {
    await mkdir(this.#repository, { recursive: true });
    await this.#git(['init', '--bare', '--quiet', this.#repository]);
    const listed = await this.#git(['for-each-ref', this.#ref]);
    return listed.length > 0;
  }

  async #git(args: readonly string[]): Promise<Buffer> {
    try {
      const { stdout } = await run(
        'git',
        ['--git-dir', this.#repository, ...args],
        {
          encoding: 'buffer',
          env: environment(),
          timeout: TIMEOUT_MS,
          maxBuffer: MAX_FILE_BYTES,
        },
      );
      return stdout;
    } catch (error) {
      // Without the cause: its text has the command, and with it the credentials of a remote.
      const code =
        error instanceof Error && 'code' in error ? String(error.code) : '?';
      throw new Error(
        `git ${args[0]} failed for the ${this.name} (${code}). Check that git is installed, and that repository and remote can be written and have the same history.`,
      );
    }
  }
}

async function writeCommit(
  stream: Writable,
  update: LogUpdate,
  ref: string,
  hasBranch: boolean,
): Promise<void> {
  const seconds = Math.floor(update.atMs / 1_000);
  const message = 'Publish the ledger\n';
  const head = [
    `commit ${ref}`,
    `committer Mandate <ledger@mandate.invalid> ${seconds} +0000`,
    `data ${Buffer.byteLength(message)}`,
    `${message}${hasBranch ? `from ${ref}^0\n` : ''}`,
  ];
  await write(stream, head.join('\n'));
  for (const folder of update.obsolete) {
    await write(stream, `D ${folder}\n`);
  }
  for await (const { path, bytes } of update.files) {
    await writeFile(stream, path, bytes);
  }
  await writeFile(stream, 'checkpoint', update.checkpoint);
  await write(stream, '\ndone\n');
  stream.end();
}

async function writeFile(
  stream: Writable,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  await write(stream, `M 100644 inline ${path}\ndata ${bytes.length}\n`);
  await write(stream, bytes);
  await write(stream, '\n');
}

async function write(
  stream: Writable,
  chunk: string | Uint8Array,
): Promise<void> {
  if (!stream.write(chunk) && !stream.destroyed) {
    await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  }
}

/** Neither the user's settings nor a question at a terminal have a part in it. */
function environment(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    SSH_AUTH_SOCK: process.env.SSH_AUTH_SOCK,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
  };
}
