import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
// Only tests start a cluster; the package itself stays pure.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { FAST_TIMING, startEmbeddedCluster } from '@mandate/embedded-cluster';
import { parse } from 'yaml';
import { z } from 'zod';
import { KubernetesObject } from '../rendering/kubernetesObject';

/** What became of an object. */
export type ApplyResult =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'kind-not-served' }
  | { readonly outcome: 'refused'; readonly message: string };

interface Connection {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
}

const kubeconfigSchema = z.looseObject({
  clusters: z
    .array(
      z.looseObject({
        cluster: z.looseObject({
          server: z.string(),
          'certificate-authority-data': z.string(),
        }),
      }),
    )
    .length(1),
  users: z
    .array(z.looseObject({ user: z.looseObject({ token: z.string() }) }))
    .length(1),
});

const resourceListSchema = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string() })),
});

const podListSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string() }),
      status: z.looseObject({
        conditions: z
          .array(z.looseObject({ type: z.string(), status: z.string() }))
          .optional(),
      }),
    }),
  ),
});

/** The API server that `MANDATE_TEST_KUBECONFIG` names, or an embedded one. */
export class ApiServer {
  readonly isReal: boolean;
  private readonly agent: Agent;
  private readonly plurals = new Map<string, Map<string, string>>();

  private constructor(
    private readonly connection: Connection,
    private readonly close: (() => Promise<void>) | undefined,
  ) {
    this.isReal = close === undefined;
    this.agent = new Agent({ keepAlive: true, ca: connection.ca });
  }

  static async start(): Promise<ApiServer> {
    const given = process.env.MANDATE_TEST_KUBECONFIG;
    if (given) {
      return new ApiServer(readKubeconfig(given), undefined);
    }
    const cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    return new ApiServer(cluster, () => cluster.close());
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.close?.();
  }

  async version(): Promise<string> {
    const { body } = await this.call('GET', '/version');
    return z
      .looseObject({ gitVersion: z.string() })
      .parse(body)
      .gitVersion.replace(/^v/, '');
  }

  /** Makes a namespace that enforces a level of the Pod Security Standards. */
  async createNamespace(name: string, level: string): Promise<void> {
    const { status, body } = await this.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        labels: { 'pod-security.kubernetes.io/enforce': level },
      },
    });
    if (status !== 201) {
      throw new Error(`Namespace ${name}: ${JSON.stringify(body)}`);
    }
  }

  async deleteNamespace(name: string): Promise<void> {
    await this.call('DELETE', `/api/v1/namespaces/${name}`);
  }

  /** Applies an object in a dry run, unknown fields being errors. */
  dryRun(object: KubernetesObject): Promise<ApplyResult> {
    return this.applyWith(object, 'dryRun=All&');
  }

  /** Applies an object, unknown fields being errors. */
  apply(object: KubernetesObject): Promise<ApplyResult> {
    return this.applyWith(object, '');
  }

  /** The pods of a namespace by name, with whether each is ready. */
  async podsReady(namespace: string): Promise<ReadonlyMap<string, boolean>> {
    const { body } = await this.call(
      'GET',
      `/api/v1/namespaces/${namespace}/pods`,
    );
    return new Map(
      podListSchema
        .parse(body)
        .items.map(({ metadata, status }) => [
          metadata.name,
          (status.conditions ?? []).some(
            condition =>
              condition.type === 'Ready' && condition.status === 'True',
          ),
        ]),
    );
  }

  private async applyWith(
    object: KubernetesObject,
    parameters: string,
  ): Promise<ApplyResult> {
    const plural = await this.pluralOf(object);
    if (plural === undefined) {
      return { outcome: 'kind-not-served' };
    }
    const { name, namespace } = object.metadata;
    const { status, body } = await this.call(
      'PATCH',
      `${groupPath(
        object.apiVersion,
      )}/namespaces/${namespace}/${plural}/${name}?${parameters}force=true&fieldManager=library&fieldValidation=Strict`,
      object,
    );
    return status < 300
      ? { outcome: 'accepted' }
      : { outcome: 'refused', message: JSON.stringify(body) };
  }

  private async pluralOf({
    apiVersion,
    kind,
  }: KubernetesObject): Promise<string | undefined> {
    let known = this.plurals.get(apiVersion);
    if (!known) {
      const { status, body } = await this.call('GET', groupPath(apiVersion));
      const { resources } =
        status === 200 ? resourceListSchema.parse(body) : { resources: [] };
      known = new Map(
        resources
          .filter(({ name }) => !name.includes('/'))
          .map(resource => [resource.kind, resource.name]),
      );
      this.plurals.set(apiVersion, known);
    }
    return known.get(kind);
  }

  private call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, this.connection.url),
        {
          method,
          agent: this.agent,
          headers: {
            authorization: `Bearer ${this.connection.token}`,
            ...(body !== undefined && {
              'content-type':
                method === 'PATCH'
                  ? 'application/apply-patch+yaml'
                  : 'application/json',
            }),
          },
        },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: parse(text) }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}

function readKubeconfig(path: string): Connection {
  const { clusters, users } = kubeconfigSchema.parse(
    parse(readFileSync(path, 'utf8')),
  );
  const { cluster } = clusters[0];
  return {
    url: cluster.server,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64').toString(
      'utf8',
    ),
    token: users[0].user.token,
  };
}
