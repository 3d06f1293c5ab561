import { spawn } from 'node:child_process';
import { z } from 'zod';
import { ConnectionTrouble } from '../ConnectionTrouble';
import type { ClusterLogin } from './ClusterLogin';
import type { ExecPlugin } from './kubeconfigSchema';

/** Shorter than a call may take, so that the words name the program. */
const TIMEOUT_MS = 8_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

const credentialSchema = z.looseObject({
  kind: z.literal('ExecCredential'),
  status: z.looseObject({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});

/** What a program gave. */
export interface ExecCredential {
  readonly token?: string;
  /** PEM. */
  readonly cert?: string;
  readonly key?: string;
  /** Milliseconds; absent when it lasts until the server refuses it. */
  readonly expiresAt?: number;
}

/**
 * Runs a kubeconfig's credential program, as kubectl does, within 8 s and 1 MiB of output, without input. Throws
 * `ConnectionTrouble`; what the program printed is in no message, as it may hold credentials.
 */
export async function runExecPlugin(
  exec: ExecPlugin,
  login: ClusterLogin,
  options: { readonly timeoutMs?: number } = {},
): Promise<ExecCredential> {
  if (exec.interactiveMode === 'Always') {
    throw new ConnectionTrouble(
      `The credential program '${exec.command}' wants to ask a person. Use one that works by itself.`,
    );
  }
  const output = await run(exec, login, options.timeoutMs ?? TIMEOUT_MS);
  const parsed = credentialSchema.safeParse(parseJson(output));
  if (!parsed.success) {
    throw new ConnectionTrouble(
      `The credential program '${exec.command}' printed no ExecCredential.`,
    );
  }
  const { status } = parsed.data;
  const { token, clientCertificateData: cert, clientKeyData: key } = status;
  if (!token && !(cert && key)) {
    throw new ConnectionTrouble(
      `The credential program '${exec.command}' gave neither a token nor a certificate with its key.`,
    );
  }
  const expiresAt = Date.parse(status.expirationTimestamp ?? '');
  return {
    ...(token ? { token } : {}),
    ...(cert && key ? { cert, key } : {}),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  };
}

function run(
  exec: ExecPlugin,
  login: ClusterLogin,
  timeoutMs: number,
): Promise<string> {
  const { command, args, env, apiVersion } = exec;
  const info = {
    apiVersion,
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo
        ? { cluster: { server: login.server.href } }
        : {}),
    },
  };
  const child = spawn(command, args ?? [], {
    stdio: ['ignore', 'pipe', 'ignore'],
    // Its own process group, so that what it started ends with it.
    detached: true,
    env: {
      ...process.env,
      ...Object.fromEntries(
        (env ?? []).map(({ name, value }) => [name, value]),
      ),
      KUBERNETES_EXEC_INFO: JSON.stringify(info),
    },
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (words: string, cause?: unknown) => {
      endGroup(child.pid);
      child.stdout.destroy();
      reject(
        new ConnectionTrouble(`The credential program '${command}' ${words}`, {
          cause,
        }),
      );
    };
    const timer = setTimeout(
      () => end(`gave nothing within ${timeoutMs / 1_000} s.`),
      timeoutMs,
    );
    const giveUp = (words: string, cause?: unknown) => {
      clearTimeout(timer);
      end(words, cause);
    };
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT_BYTES) {
        giveUp(`printed more than ${MAX_OUTPUT_BYTES} bytes.`);
        return;
      }
      chunks.push(chunk);
    });
    child.on('error', cause =>
      giveUp(`cannot be run. ${exec.installHint ?? 'Install it.'}`, cause),
    );
    child.on('close', code => {
      if (code === 0) {
        clearTimeout(timer);
        resolve(Buffer.concat(chunks).toString('utf8'));
      } else {
        giveUp(`failed with exit code ${code}. Run it by hand to see why.`);
      }
    });
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
