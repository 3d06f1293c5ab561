import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { eventually } from './eventually';

/** The folder of this package; relative paths in app-config.yaml start here. */
export const PACKAGE = resolve(__dirname, '../..');
/** The repository's root. */
export const ROOT = resolve(PACKAGE, '../..');

/** How a process of ours is started. */
export interface ServiceOptions {
  /** A TypeScript file. */
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Gets what it prints. */
  readonly log: string;
  /** Whether it does its work now. */
  readonly isReady: () => Promise<boolean> | boolean;
  /** In milliseconds. */
  readonly startLimitMs: number;
}

/** A process of the product that a test starts, kills as a crash would, and starts again. */
export class ServiceProcess {
  readonly #options: ServiceOptions;
  #child?: ChildProcess;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** Starts it and waits until it is ready; rejects with the end of its log when it ends before. */
  async start(): Promise<void> {
    const { file, args, env, log, isReady, startLimitMs } = this.#options;
    const child = spawn(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        resolve(ROOT, file),
        ...args,
      ],
      {
        cwd: PACKAGE,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    process.once('exit', () => child.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => appendFileSync(log, data));
    }
    this.#ended = new Promise(done => {
      child.once('exit', () => done());
    });
    await eventually(
      async () => {
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`${file} ended while starting:\n${endOf(log)}`);
        }
        return (await isReady()) || undefined;
      },
      { what: `${file} to be ready`, limitMs: startLimitMs },
    );
  }

  /** Ends it at once, as a crash or a power cut does: it can do nothing about it. */
  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }
}

function endOf(log: string): string {
  return existsSync(log)
    ? readFileSync(log, 'utf8').split('\n').slice(-15).join('\n')
    : '';
}
