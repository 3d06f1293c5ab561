import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { logs, root, tools } from './places.mjs';

/** The environment of every command: our Node first on the path. */
export function environment(extra = {}) {
  return {
    ...process.env,
    PATH: `${join(tools, 'node_modules/.bin')}:${process.env.PATH}`,
    ...extra,
  };
}

/**
 * Runs a command to its end with its output in a log file. Answers the exit status and the output.
 *
 * @param {string} name of the log file
 * @param {string} command
 * @param {string[]} args
 * @param {{
 *   env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean, timeoutMs?: number,
 *   signal?: AbortSignal, user?: { uid: number, gid: number },
 * }} [options] an aborted `signal` ends the command
 */
export function run(name, command, args, options = {}) {
  mkdirSync(logs, { recursive: true });
  const file = join(logs, `${name}.log`);
  const log = createWriteStream(file);
  return new Promise((resolvePromise, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
      signal: options.signal,
      ...options.user,
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', data => {
        log.write(data);
        if (options.show) {
          process.stdout.write(data);
        }
      });
    }
    child.on('error', error => {
      if (!options.signal?.aborted) {
        reject(
          new Problem(
            `'${command}' could not be started: ${error.message}. Check that it is installed and on the path.`,
          ),
        );
      }
    });
    child.on('close', status =>
      log.end(() =>
        resolvePromise({ status: status ?? 1, file, output: read(file) }),
      ),
    );
  });
}

function read(file) {
  return readFileSync(file, 'utf8');
}

/** The last lines of an output, for an error message. */
export function lastLines(output, count = 15) {
  return output.trimEnd().split('\n').slice(-count).join('\n');
}
