import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnection } from '../../src/contract/readConnection';
import type { Server } from './client';

/** An embedded cluster as a process of its own. */
export interface ClusterProcess {
  readonly server: Server;
  /** What the process has in memory now, and the most that it ever had. */
  memory(): { readonly mebibytes: number; readonly peakMebibytes: number };
  stop(): Promise<void>;
}

/** Starts an embedded cluster that keeps everything in memory, and waits until it is ready. */
export async function startClusterProcess(): Promise<ClusterProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-bench-cluster-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const child = spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(__dirname, '../../src/bin/embeddedCluster.ts'),
      '--kubeconfig',
      kubeconfig,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(child.stdout, 'data');
  const status = () => readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return {
    server: readConnection(kubeconfig),
    memory: () => ({
      mebibytes: mebibytesOf(status(), 'VmRSS'),
      peakMebibytes: mebibytesOf(status(), 'VmHWM'),
    }),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mebibytesOf(status: string, name: string): number {
  const [, kibibytes] = new RegExp(`${name}:\\s+(\\d+)`).exec(status) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}
