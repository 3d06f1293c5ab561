import { fork } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A server of pods in a process of its own, so that its memory and work are not measured. */
export interface PodServer {
  readonly url: string;
  /** Path of a kubeconfig for it. */
  readonly kubeconfig: string;
  /** How many pods it has from now on. */
  havePods(count: number): Promise<void>;
  /** Connections opened since the last time this was asked. */
  connections(): Promise<number>;
  stop(): void;
}

/** Starts the server over plain HTTP on loopback. */
export async function startPodServer(): Promise<PodServer> {
  const child = fork(join(__dirname, 'podServerProcess.cjs'), { execArgv: [] });
  const ask = (message: object) =>
    new Promise<{ readonly port: number; readonly connections: number }>(
      resolve => {
        child.once('message', answer =>
          // safety: the other end is podServerProcess.cjs, which answers nothing else
          resolve(answer as { port: number; connections: number }),
        );
        child.send(message);
      },
    );
  const { port } = await ask({ pods: 0 });
  const url = `http://127.0.0.1:${port}`;
  const kubeconfig = join(
    await mkdtemp(join(tmpdir(), 'mandate-bench-')),
    'config',
  );
  await writeFile(kubeconfig, kubeconfigOf(url));
  return {
    url,
    kubeconfig,
    havePods: async pods => {
      await ask({ pods });
    },
    connections: async () => (await ask({})).connections,
    stop: () => child.kill(),
  };
}

function kubeconfigOf(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'bench',
    contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'me' } }],
    clusters: [
      {
        name: 'bench',
        cluster: { server, 'insecure-skip-tls-verify': true },
      },
    ],
    users: [{ name: 'me', user: { token: 'none' } }],
  });
}
