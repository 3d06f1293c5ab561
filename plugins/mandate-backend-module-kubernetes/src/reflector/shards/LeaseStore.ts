import { fieldsAt, textAt } from '@mandate/plugin-mandate-node';
import type { ClusterRegistry } from '../../cluster/ClusterRegistry';
import type { ObservedLease } from './leaseDecision';

const NAME = 'mandate-reflectors';
const API_VERSION = 'coordination.k8s.io/v1';
const TIMEOUT_MS = 4_000;

/** Where the lease of each cluster is. */
export interface LeaseStore {
  /** Rejects when it cannot be read. A lease that is not there is held by nobody, at no version. */
  read(cluster: string): Promise<ObservedLease>;
  /** Writes the holder if the lease is still as it was read; answers whether it was, with its new version. */
  write(
    cluster: string,
    lease: ObservedLease,
    holder: string,
  ): Promise<string | undefined>;
}

/** Keeps each cluster's lease in the cluster itself, so that who reflects it can also reach it. */
export class ClusterLeaseStore implements LeaseStore {
  constructor(
    private readonly registry: ClusterRegistry,
    private readonly namespace: string,
  ) {}

  async read(cluster: string): Promise<ObservedLease> {
    const { status, body } = await this.registry.get(cluster).connection.call({
      method: 'GET',
      path: `${this.collection()}/${NAME}`,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (status === 404) {
      return { holder: '', version: '' };
    }
    if (status !== 200) {
      throw new Error(`The lease of '${cluster}' cannot be read (${status}).`);
    }
    return observed(body);
  }

  async write(
    cluster: string,
    lease: ObservedLease,
    holder: string,
  ): Promise<string | undefined> {
    const isNew = lease.version === '';
    const { status, body } = await this.registry.get(cluster).connection.call({
      method: isNew ? 'POST' : 'PUT',
      path: isNew ? this.collection() : `${this.collection()}/${NAME}`,
      body: {
        apiVersion: API_VERSION,
        kind: 'Lease',
        metadata: {
          name: NAME,
          namespace: this.namespace,
          ...(isNew ? {} : { resourceVersion: lease.version }),
        },
        spec: {
          holderIdentity: holder,
          renewTime: new Date().toISOString().replace('Z', '000Z'),
        },
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return status === 200 || status === 201
      ? observed(body).version
      : undefined;
  }

  private collection(): string {
    return `/apis/${API_VERSION}/namespaces/${this.namespace}/leases`;
  }
}

function observed(body: unknown): ObservedLease {
  return {
    holder: textAt(fieldsAt(body, 'spec'), 'holderIdentity') ?? '',
    version: textAt(body, 'metadata', 'resourceVersion') ?? '',
  };
}
