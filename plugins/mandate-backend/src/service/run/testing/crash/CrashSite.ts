import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ClusterAccess } from '@mandate/plugin-mandate-node';
import { type Fields, fieldsAt, numberAt } from '@mandate/plugin-mandate-node';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** An API server, for tools other than the product. */
export interface OtherTool {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
}

const CLUSTER = 'one';
const LIMIT_MS = 60_000;

/** One target on the cluster, with what a test prepares and looks at by hand. */
export class CrashSite {
  /** Names the entity and the workload. */
  readonly name: string;
  /** What the environment `dev` makes of it. */
  readonly namespace: string;
  readonly #clusters: ClusterAccess;
  readonly #otherTool: OtherTool;

  constructor(options: {
    readonly name: string;
    readonly clusters: ClusterAccess;
    readonly otherTool: OtherTool;
  }) {
    this.name = options.name;
    this.namespace = `${options.name}-dev`;
    this.#clusters = options.clusters;
    this.#otherTool = options.otherTool;
  }

  /** A Deployment of the site's name. */
  deployment(
    options: {
      readonly image?: string;
      readonly replicas?: number;
      readonly annotations?: Readonly<Record<string, string>>;
      readonly node?: string;
    } = {},
  ): ClusterObject {
    const { image = 'v1', replicas = 1, annotations = {}, node } = options;
    const labels = { app: this.name };
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.name, namespace: this.namespace, annotations },
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...(node
              ? { nodeSelector: { 'kubernetes.io/hostname': node } }
              : {}),
            containers: [
              {
                name: 'main',
                image: `mandate.test/workload:${image}`,
                resources: { requests: { cpu: '10m', memory: '8Mi' } },
              },
            ],
          },
        },
      },
    };
  }

  /** Applies as Mandate did before; makes the namespace, too. */
  async applied(...objects: readonly ClusterObject[]): Promise<void> {
    const namespace = { name: this.namespace };
    await this.#clusters.apply(
      CLUSTER,
      { apiVersion: 'v1', kind: 'Namespace', metadata: namespace },
      {},
    );
    for (const object of objects) {
      await this.#clusters.apply(CLUSTER, object, { force: true });
    }
  }

  /** Waits until all pods of the Deployment are there in its newest version. */
  async settled(): Promise<void> {
    const endsAt = Date.now() + LIMIT_MS;
    for (;;) {
      const live = await this.read('Deployment');
      const wanted = numberAt(live, 'spec', 'replicas') ?? 1;
      const has = (count: string) => numberAt(live, 'status', count) ?? 0;
      if (
        has('observedGeneration') === live?.metadata.generation &&
        has('updatedReplicas') === wanted &&
        has('readyReplicas') === wanted &&
        has('replicas') === wanted
      ) {
        return;
      }
      if (Date.now() > endsAt) {
        throw new Error(`The pods of ${this.name} do not come.`);
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Changes the number of pods by force, as a person with another tool would. */
  async scaledByHand(replicas: number): Promise<void> {
    const path = `/apis/apps/v1/namespaces/${this.namespace}/deployments/${this.name}?fieldManager=kubectl-edit`;
    await this.#patch(path, { spec: { replicas } });
  }

  /** Makes a node of the site's name that pods can go to. */
  async nodeReady(): Promise<void> {
    const room = { cpu: '4', memory: '8Gi', pods: '100' };
    await this.applied({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: this.name,
        labels: { 'kubernetes.io/hostname': this.name },
      },
      spec: {},
    });
    await this.#patch(`/api/v1/nodes/${this.name}/status`, {
      status: {
        capacity: room,
        allocatable: room,
        conditions: [{ type: 'Ready', status: 'True' }],
      },
    });
  }

  /** Removes all that is in its namespace, and its node. */
  async left(): Promise<void> {
    for (const [kind, name] of [
      ['Namespace', this.namespace],
      ['Node', this.name],
    ]) {
      await this.#clusters.remove(
        CLUSTER,
        { apiVersion: 'v1', kind, name },
        {},
      );
    }
  }

  /** An object of the site, of its name unless another is given. */
  read(
    kind: 'Deployment' | 'ConfigMap' | 'ResourceQuota' | 'Node',
    name = this.name,
  ): Promise<ClusterObject | undefined> {
    return this.#clusters.read(CLUSTER, {
      apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
      kind,
      name,
      ...(kind === 'Node' ? {} : { namespace: this.namespace }),
    });
  }

  /** The Deployment; throws when there is none. */
  async workload(): Promise<ClusterObject> {
    const live = await this.read('Deployment');
    if (!live) {
      throw new Error(`There is no Deployment ${this.name}.`);
    }
    return live;
  }

  /** The Deployment's spec. */
  async spec(): Promise<Fields> {
    return fieldsAt(await this.workload(), 'spec');
  }

  /** Names of the pods that run on a node. */
  async podsOn(node: string): Promise<readonly string[]> {
    const pods = await this.#clusters.list(CLUSTER, {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: this.namespace,
    });
    return pods
      .filter(pod => fieldsAt(pod, 'spec').nodeName === node)
      .map(({ metadata }) => metadata.name);
  }

  #patch(path: string, fields: object): Promise<void> {
    const { url, token, ca } = this.#otherTool;
    return new Promise((resolve, reject) => {
      const sent = request(
        new URL(path, url),
        {
          method: 'PATCH',
          ca,
          agent: false,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/merge-patch+json',
          },
        },
        async answer => {
          const said = await text(answer);
          if (answer.statusCode === 200) {
            resolve();
          } else {
            reject(new Error(`Status ${answer.statusCode}: ${said}`));
          }
        },
      );
      sent.on('error', reject);
      sent.end(JSON.stringify(fields));
    });
  }
}
