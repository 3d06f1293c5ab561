import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type MandateApi,
  MandateClient,
  type TemplatesApi,
  TemplatesClient,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { ClusterDoor } from './ClusterDoor';
import { eventually } from './eventually';
import { plainKubeconfig, readKubeconfig } from './kubeconfig';
import { freePort, listensOn } from './ports';
import { PACKAGE, ROOT, ServiceProcess } from './ServiceProcess';

/** Generous: on a machine with other work the portal alone needs minutes. */
const PORTAL_LIMIT_MS = 300_000;
const CLUSTER_LIMIT_MS = 120_000;
const MANDATE_LIMIT_MS = 120_000;

/** Detectors look for crash loops all the time; here they would only add calls that belong to no change. */
const TEST_CONFIG = { mandate: { health: { intervalSeconds: 3_600 } } };

type Role = 'developer' | 'auditor' | 'platform-engineer' | 'security-officer';

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

/** What a world has instead of an embedded cluster of its own. */
export interface WorldOptions {
  readonly given?: {
    /** A kubeconfig that may do everything. */
    readonly kubeconfig: string;
    /** The token that the portal gets. */
    readonly portalToken: string;
  };
  /** More configuration of the portal. */
  readonly config?: object;
}

/**
 * The whole product: portal and embedded cluster as processes of their own, with a door between the two. Or a portal
 * alone, with a door to a cluster that is there.
 */
export class PortalWorld {
  readonly portal: ServiceProcess;
  readonly door: ClusterDoor;
  /** The kubeconfig of the cluster itself, not of the door. */
  readonly kubeconfig: string;
  readonly #folder: string;
  readonly #url: string;
  readonly #cluster: ServiceProcess | undefined;

  /** Starts everything, and waits until the example mandates are in force. */
  static async start(options: WorldOptions = {}): Promise<PortalWorld> {
    const { given, config } = options;
    const folder = await mkdtemp(join(tmpdir(), 'mandate-world-'));
    await mkdir(join(folder, 'database'));
    const kubeconfig = given?.kubeconfig ?? join(folder, 'kubeconfig');
    const cluster = given
      ? undefined
      : await clusterProcess(folder, kubeconfig);
    await cluster?.start();
    const login = await readKubeconfig(kubeconfig);
    const door = await ClusterDoor.open({
      ...login,
      isSilent: given !== undefined,
    });
    const doorKubeconfig = join(folder, 'door-kubeconfig');
    const token = given?.portalToken ?? login.token;
    await writeFile(doorKubeconfig, plainKubeconfig(door.url, token));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const portal = await portalProcess(folder, {
      port,
      url,
      doorKubeconfig,
      config,
    });
    const world = new PortalWorld({
      ...{ folder, kubeconfig, door, url, portal },
      ...(cluster ? { cluster } : {}),
    });
    await world.startPortal();
    return world;
  }

  private constructor(parts: {
    readonly folder: string;
    readonly kubeconfig: string;
    readonly cluster?: ServiceProcess;
    readonly door: ClusterDoor;
    readonly url: string;
    readonly portal: ServiceProcess;
  }) {
    this.#folder = parts.folder;
    this.#url = parts.url;
    this.#cluster = parts.cluster;
    this.kubeconfig = parts.kubeconfig;
    this.door = parts.door;
    this.portal = parts.portal;
  }

  /** The process of its own cluster. */
  get cluster(): ServiceProcess {
    if (!this.#cluster) {
      throw new Error('This world has no cluster of its own to kill.');
    }
    return this.#cluster;
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
  as(role: Role): MandateApi {
    return new MandateClient(this.#signedIn(role));
  }

  /** The kernel's API of templates, called by a role of the example organisation. */
  templatesAs(role: Role): TemplatesApi {
    return new TemplatesClient(this.#signedIn(role));
  }

  #signedIn(role: Role): ConstructorParameters<typeof MandateClient>[0] {
    let token: string | undefined;
    return {
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
    };
  }

  /** Asks the cluster itself for an object or a list. */
  async readCluster(path: string): Promise<z.infer<typeof answerSchema>> {
    const { token } = await readKubeconfig(this.kubeconfig);
    const response = await fetch(`${this.door.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return answerSchema.parse(await response.json());
  }

  /** Makes or changes an object in the cluster itself, as an administrator would. Throws when it is refused. */
  async applyToCluster(path: string, object: object): Promise<void> {
    const { token } = await readKubeconfig(this.kubeconfig);
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
    await this.#cluster?.kill();
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
    readonly config: object | undefined;
  },
) {
  const config = join(folder, 'app-config.test.json');
  await writeFile(config, JSON.stringify(TEST_CONFIG));
  const more = join(folder, 'app-config.more.json');
  await writeFile(more, JSON.stringify(options.config ?? {}));
  return new ServiceProcess({
    file: join(PACKAGE, 'src/index.ts'),
    args: [join(ROOT, 'app-config.yaml'), config, more].flatMap(path => [
      '--config',
      path,
    ]),
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
