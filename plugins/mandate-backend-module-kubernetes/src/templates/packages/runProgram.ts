import { spawn } from 'node:child_process';

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 2 * 1024 * 1024;
/** How much of what a program complains is kept. */
const LONGEST_WORDS = 1_000;

/** What a program wrote, or what happened instead. */
export type ProgramResult =
  | { readonly ok: true; readonly output: string }
  | { readonly ok: false; readonly words: string };

/**
 * Runs a program in a folder, without a shell, without input, without the portal's environment, within 20 s and 2 MiB of
 * output; what it started ends with it.
 */
export function runProgram(options: {
  /** Absolute path. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}): Promise<ProgramResult> {
  const { program, directory, environment } = options;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const child = spawn(program, [...options.arguments], {
    cwd: directory,
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that it can be ended as a whole.
    detached: true,
  });
  return new Promise(resolve => {
    const output: Buffer[] = [];
    let bytes = 0;
    let complaint = '';
    let isOver = false;
    const timer = setTimeout(tooLong, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        end({ ok: false, words: `It wrote more than ${MOST_BYTES} bytes.` });
        return;
      }
      output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = `${complaint}${chunk.toString('utf8')}`.slice(
        0,
        LONGEST_WORDS,
      );
    });
    child.on('error', error =>
      end({ ok: false, words: `It cannot be run: ${error.message}` }),
    );
    child.on('close', status =>
      end(
        status === 0
          ? { ok: true, output: Buffer.concat(output).toString('utf8') }
          : {
              ok: false,
              words: complaint.trim() || `It ended with status ${status}.`,
            },
      ),
    );

    function tooLong() {
      const words = `It took longer than ${timeoutMs / 1_000} s.`;
      end({ ok: false, words });
    }

    function end(result: ProgramResult) {
      if (isOver) {
        return;
      }
      isOver = true;
      clearTimeout(timer);
      endGroup(child.pid);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve(result);
    }
  });
}

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) {
      process.kill(-pid, 'SIGKILL');
    }
  } catch {
    // It has ended already.
  }
}
