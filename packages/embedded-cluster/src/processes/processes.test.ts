import { spawn } from 'node:child_process';
import { request as send } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { deployment } from '../contract/ContractCase';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';
import { PROCESS_ANNOTATION } from './PodProcesses';

jest.setTimeout(60_000);

const PODS = '/api/v1/namespaces/default/pods';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const SERVICE = '/api/v1/namespaces/default/services/real:80/proxy';
type Address = Pick<EmbeddedCluster, 'url' | 'token' | 'ca'>;

const podList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        containerStatuses: z
          .array(
            z.object({
              ready: z.boolean(),
              restartCount: z.number(),
              lastState: z.object({
                terminated: z.object({ exitCode: z.number() }).optional(),
              }),
            }),
          )
          .default([]),
      }),
    }),
  ),
});
const served = z.object({
  pid: z.number(),
  url: z.string(),
  method: z.string(),
  version: z.string().optional(),
  secret: z.string(),
});

function server(name: string, env: Record<string, string>) {
  const base = deployment(name);
  return {
    ...base,
    spec: {
      ...base.spec,
      template: {
        metadata: {
          ...base.spec.template.metadata,
          annotations: { [PROCESS_ANNOTATION]: 'true' },
        },
        spec: {
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'main',
              image: 'real',
              command: [process.execPath],
              args: [join(__dirname, '__testUtils__', 'server.mjs')],
              env: Object.entries(env).map(([key, value]) => ({
                name: key,
                value,
              })),
              readinessProbe: {
                httpGet: { path: '/readyz', port: 80 },
                periodSeconds: 1,
              },
            },
          ],
        },
      },
    },
  };
}

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'real' },
  spec: { selector: { app: 'real' }, ports: [{ port: 80 }] },
};

async function ask(
  { url, token, ca }: Address,
  method: string,
  path: string,
  body?: object,
): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = send(
      new URL(path, url),
      {
        method,
        ca,
        agent: false,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
        },
      },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({
            code: answer.statusCode ?? 0,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

async function eventually<T>(read: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const found = await read();
    if (found !== undefined) {
      return found;
    }
    await new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error('it did not happen in 20 seconds');
}

const pods = async (cluster: Address) =>
  podList.parse(JSON.parse((await ask(cluster, 'GET', PODS)).text)).items;

/** What the service's pod answers, once it does. */
const answered = (cluster: Address) =>
  eventually(async () => {
    const { code, text } = await ask(cluster, 'GET', `${SERVICE}/a?b=1`);
    return code === 200 ? served.parse(JSON.parse(text)) : undefined;
  });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
const gone = (pid: number) =>
  eventually(async () => (isAlive(pid) ? undefined : true));

describe('pods that are processes', () => {
  let cluster: EmbeddedCluster;
  beforeEach(async () => {
    process.env.CLUSTER_SECRET = 'not for pods';
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: { ...FAST_TIMING, restartBackOffMs: 500 },
      processPods: true,
    });
    await ask(cluster, 'POST', '/api/v1/namespaces/default/services', service);
  });
  afterEach(async () => {
    delete process.env.CLUSTER_SECRET;
    await cluster.close();
  });

  it('serve real requests once their probe succeeds, and write logs', async () => {
    await ask(
      cluster,
      'POST',
      DEPLOYMENTS,
      server('real', { VERSION: 'one', READY_AFTER_MS: '800' }),
    );
    const early = await ask(cluster, 'GET', `${SERVICE}/`);
    expect(early.code).toBe(503);
    await expect(answered(cluster)).resolves.toMatchObject({
      url: '/a?b=1',
      method: 'GET',
      version: 'one',
      secret: 'none',
    });
    const [{ metadata }] = await pods(cluster);
    const log = await ask(cluster, 'GET', `${PODS}/${metadata.name}/log`);
    expect(log.text).toMatch(/^listening on \d+\n$/);
  });

  it('start again with back-off when they end', async () => {
    await ask(cluster, 'POST', DEPLOYMENTS, server('real', {}));
    const { pid } = await answered(cluster);
    await ask(cluster, 'GET', `${SERVICE}/crash`);
    const again = await eventually(async () => {
      const next = await answered(cluster);
      return next.pid === pid ? undefined : next.pid;
    });
    await ask(cluster, 'GET', `${SERVICE}/crash`);
    await gone(again);
    const restarted = await eventually(async () => {
      const [status] = (await pods(cluster))[0].status.containerStatuses;
      return status.restartCount === 2 && status.ready ? status : undefined;
    });
    expect(restarted.lastState.terminated?.exitCode).toBe(3);
  });

  it('are asked to end, and made to after their grace period', async () => {
    await ask(cluster, 'POST', DEPLOYMENTS, server('real', { STUBBORN: '1' }));
    const { pid } = await answered(cluster);
    const [{ metadata }] = await pods(cluster);
    await ask(cluster, 'DELETE', `${DEPLOYMENTS}/real`);
    await eventually(async () => {
      const { text } = await ask(
        cluster,
        'GET',
        `${PODS}/${metadata.name}/log`,
      );
      return text.includes('asked to end') || undefined;
    });
    expect(isAlive(pid)).toBe(true);
    await gone(pid);
    await eventually(async () =>
      (await pods(cluster)).length === 0 ? true : undefined,
    );
  });

  it('end with the cluster', async () => {
    await ask(cluster, 'POST', DEPLOYMENTS, server('real', { STUBBORN: '1' }));
    const { pid } = await answered(cluster);
    await cluster.close();
    expect(isAlive(pid)).toBe(false);
  });

  it('end when the cluster is killed', async () => {
    const other = spawn(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        join(__dirname, '__testUtils__', 'clusterWithProcess.ts'),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const address = await new Promise<Address>((resolve, reject) => {
      other.once('exit', code => reject(new Error(`it ended with ${code}`)));
      other.stdout.once('data', line => resolve(JSON.parse(line.toString())));
    });
    await ask(address, 'POST', '/api/v1/namespaces/default/services', service);
    await ask(address, 'POST', DEPLOYMENTS, server('real', { STUBBORN: '1' }));
    const { pid } = await answered(address);
    other.kill('SIGKILL');
    await expect(gone(pid)).resolves.toBe(true);
  });
});

describe('a cluster that was not told to', () => {
  it('runs no process', async () => {
    const cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    await ask(cluster, 'POST', '/api/v1/namespaces/default/services', service);
    await ask(cluster, 'POST', DEPLOYMENTS, server('real', {}));
    const message = await eventually(async () => {
      const { code, text } = await ask(cluster, 'GET', `${SERVICE}/`);
      return code === 503 && text.includes('simulated') ? text : undefined;
    });
    expect(message).toContain(
      'simulated pods answer /metrics and the paths of their probes only',
    );
    await cluster.close();
  });
});
