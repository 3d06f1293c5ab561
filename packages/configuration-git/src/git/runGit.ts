import { spawn } from 'node:child_process';

/** Longest output that is kept, in bytes. */
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** Processes of git that run side by side, however many people look at pages; others wait for their turn. */
const MOST_AT_ONCE = 8;
let running = 0;
const waiting: (() => void)[] = [];

/** git ended with a status other than 0, could not be started, or took too long. */
export class GitError extends Error {
  constructor(
    readonly command: string,
    readonly status: number | undefined,
    readonly words: string,
  ) {
    super(
      `git ${command} failed${
        status === undefined ? '' : ` with status ${status}`
      }: ${words.trim() || 'it said nothing'}`,
    );
    this.name = 'GitError';
  }
}

/** git on one repository: takes a command with its arguments, answers what it writes. */
export type Git = (...args: readonly string[]) => Promise<string>;

/** What git is run with. */
export interface GitCall {
  /** The bare repository. */
  readonly directory: string;
  readonly arguments: readonly string[];
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Settings for this call alone. */
  readonly settings?: Readonly<Record<string, string>>;
}

/**
 * Runs the git binary on a bare repository and answers what it writes. Neither the settings of whoever runs the portal nor
 * those of the machine count, nothing is asked for at a terminal, and no shell sees the arguments.
 */
export async function runGit(call: GitCall): Promise<string> {
  return (await runGitForBytes(call)).toString('utf8');
}

/** {@link runGit} for output whose parts are counted in bytes. */
export async function runGitForBytes(call: GitCall): Promise<Buffer> {
  while (running >= MOST_AT_ONCE) {
    await new Promise<void>(resolve => waiting.push(resolve));
  }
  running += 1;
  try {
    return await start(call);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function start(call: GitCall): Promise<Buffer> {
  const [command] = call.arguments;
  return new Promise((resolve, reject) => {
    const child = spawn(
      'git',
      [
        '--git-dir',
        call.directory,
        ...Object.entries(call.settings ?? {}).flatMap(([name, value]) => [
          '-c',
          `${name}=${value}`,
        ]),
        ...call.arguments,
      ],
      {
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_NOSYSTEM: '1',
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_TERMINAL_PROMPT: '0',
          GIT_LITERAL_PATHSPECS: '1',
          LC_ALL: 'C',
          ...call.environment,
        },
        timeout: TIMEOUT_MS,
        killSignal: 'SIGKILL',
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const output: Buffer[] = [];
    let bytes = 0;
    let words = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) {
        child.kill('SIGKILL');
        return;
      }
      output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString('utf8')}`.slice(0, 2_000);
    });
    // git may end before it has read everything; its status tells what happened.
    child.stdin.on('error', () => {});
    child.on('error', error =>
      reject(new GitError(command, undefined, error.message)),
    );
    child.on('close', (status, signal) => {
      if (status === 0) {
        resolve(Buffer.concat(output));
      } else if (bytes > MAX_OUTPUT_BYTES) {
        reject(new GitError(command, undefined, 'the output is too large'));
      } else {
        reject(
          new GitError(
            command,
            status ?? undefined,
            signal ? `ended by ${signal}` : words,
          ),
        );
      }
    });
    child.stdin.end(call.input ?? '');
  });
}
