import { spawn } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { environment, lastLines } from './commands.mjs';
import { Problem } from './problem.mjs';
import { logs, node, root } from './places.mjs';

const STOP_MS = 10_000;

/**
 * A long-running process of ours, with its output in a log file.
 *
 * @param {{
 *   name: string, title: string, args: string[], env?: Record<string, string>,
 *   command?: string, cwd?: string, user?: { uid: number, gid: number }, stopSignal?: NodeJS.Signals,
 * }} options
 */
export function startService(options) {
  const { name, title, args, env, command = node } = options;
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  // The stream opens its file later; whoever waits for readiness may read it before.
  writeFileSync(file, '');
  const log = createWriteStream(file);
  const child = spawn(command, args, {
    // Relative paths in app-config.yaml start here, as Backstage's own CLI has it.
    cwd: options.cwd ?? join(root, 'packages/backend'),
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches only the launcher, which ends its services in order.
    detached: true,
    ...options.user,
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const ended = new Promise(resolve => {
    child.on('error', error => resolve(error.message));
    child.on('exit', (status, signal) => resolve(signal ?? `status ${status}`));
  });
  let running = true;
  ended.then(() => {
    running = false;
  });

  return {
    title,
    file,
    pid: child.pid,
    ended,
    /** Waits until `isReady` answers true; rejects when the process ends or the time is over. */
    async ready(isReady, timeoutMs) {
      const deadline = Date.now() + timeoutMs;
      while (Date.now() < deadline) {
        if (!running) {
          throw new Problem(
            `${title} ended while starting. The whole log is ${file}; its end:\n\n${lastLines(
              readFileSync(file, 'utf8'),
            )}`,
          );
        }
        if (await isReady()) {
          return;
        }
        await delay(150);
      }
      throw new Problem(
        `${title} was not ready within ${Math.round(
          timeoutMs / 1000,
        )} seconds. Look into ${file}.`,
      );
    },
    /** Ends the process: politely, then by force after ten seconds. */
    async stop() {
      if (running) {
        child.kill(options.stopSignal ?? 'SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
        await ended;
        clearTimeout(force);
      }
    },
    /** Ends the process at once, as a crash would. For tests. */
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
