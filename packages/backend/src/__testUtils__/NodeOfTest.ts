import type { Administrator } from './Administrator';

const TAINT = { key: 'mandate.test/only', effect: 'NoSchedule' } as const;

/** A simulated node that only the test's pods come to, with one pod on it. */
export class NodeOfTest {
  readonly name: string;
  readonly #namespace: string;
  readonly #administrator: Administrator;

  constructor(
    administrator: Administrator,
    names: { readonly name: string; readonly namespace: string },
  ) {
    this.name = names.name;
    this.#namespace = names.namespace;
    this.#administrator = administrator;
  }

  /** Makes node and pod, in a namespace that is there. */
  async make(): Promise<void> {
    const size = { cpu: '2', memory: '2Gi', pods: '10' };
    await this.#administrator.create('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: this.name,
        annotations: { 'kwok.x-k8s.io/node': 'fake' },
        labels: { 'kubernetes.io/hostname': this.name },
      },
      spec: { taints: [TAINT] },
      status: { capacity: size, allocatable: size },
    });
    const labels = { app: this.name };
    await this.#administrator.apply(
      `/apis/apps/v1/namespaces/${this.#namespace}/deployments/${this.name}`,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: this.name },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              nodeSelector: { 'kubernetes.io/hostname': this.name },
              // Not all taints: it must go when the node is cordoned.
              tolerations: [{ key: TAINT.key, operator: 'Exists' }],
              containers: [{ name: 'main', image: 'mandate.test/workload:v1' }],
            },
          },
        },
      },
    );
  }

  async remove(): Promise<void> {
    await this.#administrator.remove(`/api/v1/nodes/${this.name}`);
  }
}
