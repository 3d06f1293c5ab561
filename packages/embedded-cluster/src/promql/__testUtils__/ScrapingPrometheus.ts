import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { EmbeddedCluster } from '../../startEmbeddedCluster';

const PROGRAM = process.env.MANDATE_PROMETHEUS || 'prometheus';
const PATIENCE_MS = 60_000;

/** What Prometheus' API answers to a query. */
export const answer = z.object({
  resultType: z.enum(['scalar', 'vector', 'matrix', 'string']),
  result: z.array(z.unknown()),
});

/** A real Prometheus that reads the metrics of pods every second. */
export class ScrapingPrometheus {
  private constructor(
    private readonly program: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /** Whether there is one to start; says so when not. */
  static isThere(): boolean {
    const isThere = spawnSync(PROGRAM, ['--version']).error === undefined;
    if (!isThere) {
      process.stderr.write(
        `Queries are not compared with Prometheus: there is no ${PROGRAM}. Set MANDATE_PROMETHEUS to its path.\n`,
      );
    }
    return isThere;
  }

  static async start(
    cluster: EmbeddedCluster,
    pods: readonly string[],
  ): Promise<ScrapingPrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'embedded-prometheus-'));
    writeConfiguration(folder, cluster, pods);
    const port = await freePort();
    const program = spawn(
      PROGRAM,
      [
        '--config.file=prometheus.yml',
        '--storage.tsdb.path=data',
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    return new ScrapingPrometheus(
      program,
      folder,
      `http://127.0.0.1:${port}/api/v1`,
    );
  }

  /** @throws Error with what Prometheus says */
  async ask(what: string, parameters: Record<string, string>) {
    const query = new URLSearchParams(parameters);
    const response = await fetch(`${this.url}/${what}?${query}`);
    const body = z
      .object({ error: z.string().optional(), data: answer.optional() })
      .parse(await response.json());
    if (!body.data) {
      throw new Error(body.error);
    }
    return body.data;
  }

  /** Waits until a query has a result. */
  async until(query: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; ) {
      const found = await this.ask('query', { query }).catch(() => undefined);
      if (found && found.result.length > 0) {
        return;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 300);
      });
    }
    throw new Error(`Prometheus had no ${query} in a minute`);
  }

  async stop(): Promise<void> {
    if (this.program.kill('SIGKILL')) {
      await new Promise(resolve => {
        this.program.once('exit', resolve);
      });
    }
    rmSync(this.folder, { recursive: true });
  }
}

function writeConfiguration(
  folder: string,
  cluster: EmbeddedCluster,
  pods: readonly string[],
): void {
  writeFileSync(join(folder, 'ca.pem'), cluster.ca);
  writeFileSync(
    join(folder, 'prometheus.yml'),
    stringify({
      global: { scrape_interval: '1s' },
      scrape_configs: [
        {
          job_name: 'pods',
          scheme: 'https',
          authorization: { credentials: cluster.token },
          tls_config: { ca_file: 'ca.pem' },
          static_configs: pods.map(pod => ({
            targets: [new URL(cluster.url).host],
            labels: {
              __metrics_path__: `/api/v1/namespaces/default/pods/${pod}/proxy/metrics`,
              pod,
              app: pod.split('-')[0],
            },
          })),
        },
      ],
    }),
  );
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(
          address !== null && typeof address === 'object' ? address.port : 0,
        ),
      );
    });
  });
}
