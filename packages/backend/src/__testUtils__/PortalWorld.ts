import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MandateApi, MandateClient } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { ClusterDoor } from './ClusterDoor';
import { eventually } from './eventually';
import { freePort, listensOn } from './ports';
import { PACKAGE, ROOT, ServiceProcess } from './ServiceProcess';

/** Generous: on a machine with other work the portal alone needs minutes. */
const PORTAL_LIMIT_MS = 300_000;
const CLUSTER_LIMIT_MS = 120_000;
const MANDATE_LIMIT_MS = 120_000;

/** Detectors look for crash loops all the time; here they would only add calls that belong to no change. */
const TEST_CONFIG = { mandate: { health: { intervalSeconds: 3_600 } } };

const sessionSchema = z.object({
  backstageIdentity: z.object({ token: z.string() }),
});

const answerSchema = z.object({
  metadata: z
    .object({
      generation: z.number().optional(),
      annotations: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  items: z.array(z.unknown()).optional(),
});

/** The whole product: portal and embedded cluster as processes of their own, with a door between the two. */
export class PortalWorld {
  readonly portal: ServiceProcess;
  readonly cluster: ServiceProcess;
  readonly door: ClusterDoor;
  /** The kubeconfig of the cluster itself, not of the door. */
  readonly kubeconfig: string;
  readonly #folder: string;
  readonly #url: string;

  /** Starts everything, and waits until the example mandates are in force. */
  static async start(): Promise<PortalWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'mandate-world-'));
    await mkdir(join(folder, 'database'));
    const kubeconfig = join(folder, 'kubeconfig');
    const cluster = await clusterProcess(folder, kubeconfig);
    await cluster.start();
    const text = await readFile(kubeconfig, 'utf8');
    const door = await ClusterDoor.open(upstreamOf(text));
    const doorKubeconfig = join(folder, 'door-kubeconfig');
    await writeFile(doorKubeconfig, throughDoor(text, door.url));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const portal = await portalProcess(folder, { port, url, doorKubeconfig });
    const parts = { folder, kubeconfig, cluster, door, url, portal };
    const world = new PortalWorld(parts);
    await world.startPortal();
    return world;
  }

  private constructor(parts: {
    readonly folder: string;
    readonly kubeconfig: string;
    readonly cluster: ServiceProcess;
    readonly door: ClusterDoor;
    readonly url: string;
    readonly portal: ServiceProcess;
  }) {
    this.#folder = parts.folder;
    this.#url = parts.url;
    this.kubeconfig = parts.kubeconfig;
    this.cluster = parts.cluster;
    this.door = parts.door;
    this.portal = parts.portal;
  }

  /** The SQLite file of the kernel. */
  get database(): string {
    return join(this.#folder, 'database/mandate.sqlite');
  }

  /** A file in the folder of this world. */
  file(name: string): string {
    return join(this.#folder, name);
  }

  async startPortal(): Promise<void> {
    await this.portal.start();
    const auditor = this.as('auditor');
    await eventually(
      async () => {
        const mandates = await auditor.listMandates().catch(() => []);
        return mandates.length >= 2 || undefined;
      },
      { what: 'the mandates', limitMs: MANDATE_LIMIT_MS },
    );
  }

  /** The kernel's API, called by a role of the example organisation. */
  as(
    role: 'developer' | 'auditor' | 'platform-engineer' | 'security-officer',
  ): MandateApi {
    let token: string | undefined;
    return new MandateClient({
      discoveryApi: {
        getBaseUrl: async pluginId => `${this.#url}/api/${pluginId}`,
      },
      fetchApi: {
        fetch: async (input, init) => {
          token ??= await this.#signIn(role);
          const headers = new Headers(init?.headers);
          headers.set('authorization', `Bearer ${token}`);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }

  /** Asks the cluster itself for an object or a list. */
  async readCluster(path: string): Promise<z.infer<typeof answerSchema>> {
    const token = fieldOf(await readFile(this.kubeconfig, 'utf8'), 'token');
    const response = await fetch(`${this.door.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answerSchema.parse(await response.json());
  }

  /** Makes or changes an object in the cluster itself, as an administrator would. Throws when it is refused. */
  async applyToCluster(path: string, object: object): Promise<void> {
    const token = fieldOf(await readFile(this.kubeconfig, 'utf8'), 'token');
    const response = await fetch(
      `${this.door.url}${path}?fieldManager=administrator`,
      {
        method: 'PATCH',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/apply-patch+yaml',
        },
        body: JSON.stringify(object),
      },
    );
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
  }

  async stop(): Promise<void> {
    await this.portal.kill();
    await this.cluster.kill();
    await this.door.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #signIn(role: string): Promise<string> {
    const response = await fetch(
      `${this.#url}/api/auth/development-roles/refresh`,
      { headers: { 'x-mandate-role': role } },
    );
    const session = sessionSchema.parse(await response.json());
    return session.backstageIdentity.token;
  }
}

async function clusterProcess(folder: string, kubeconfig: string) {
  // A fixed port: started again, it has to be where it was.
  const port = await freePort();
  return new ServiceProcess({
    file: 'packages/embedded-cluster/src/bin/embeddedCluster.ts',
    args: [
      ...['--data', join(folder, 'cluster.sqlite')],
      ...['--kubeconfig', kubeconfig],
      ...['--port', String(port)],
    ],
    env: {},
    log: join(folder, 'cluster.log'),
    isReady: async () => existsSync(kubeconfig) && (await listensOn(port)),
    startLimitMs: CLUSTER_LIMIT_MS,
  });
}

async function portalProcess(
  folder: string,
  options: {
    readonly port: number;
    readonly url: string;
    readonly doorKubeconfig: string;
  },
) {
  const config = join(folder, 'app-config.test.json');
  await writeFile(config, JSON.stringify(TEST_CONFIG));
  return new ServiceProcess({
    file: join(PACKAGE, 'src/index.ts'),
    args: ['--config', join(ROOT, 'app-config.yaml'), '--config', config],
    env: {
      NODE_ENV: 'development',
      MANDATE_STATE: folder,
      MANDATE_PORT: String(options.port),
      MANDATE_KUBECONFIG: options.doorKubeconfig,
      MANDATE_AGENT_TOKEN: randomBytes(24).toString('base64url'),
    },
    log: join(folder, 'portal.log'),
    isReady: () => isHealthy(options.url),
    startLimitMs: PORTAL_LIMIT_MS,
  });
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
    () => undefined,
  );
  return response?.ok ?? false;
}

function upstreamOf(kubeconfig: string) {
  const url = fieldOf(kubeconfig, 'server');
  const ca = fieldOf(kubeconfig, 'certificate-authority-data');
  return { url, ca: Buffer.from(ca, 'base64').toString('utf8') };
}

/** The same user, at the door's address. */
function throughDoor(kubeconfig: string, doorUrl: string): string {
  return kubeconfig
    .replace(/server: .*/, `server: ${doorUrl}`)
    .replace(
      /certificate-authority-data: .*/,
      'insecure-skip-tls-verify: true',
    );
}

function fieldOf(yaml: string, name: string): string {
  const [, value] = new RegExp(`${name}: (.+)`).exec(yaml) ?? [];
  if (!value) {
    throw new Error(`The kubeconfig has no ${name} on one line.`);
  }
  return value;
}
