import { stat } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import type { ConfiguredCluster } from './clusterSource';

/** What a request needs besides its path: the address, TLS and authentication. */
export interface Credentials {
  readonly server: URL;
  readonly options: RequestOptions;
}

interface Loaded {
  /** Tells whether the file changed since. */
  readonly stamp: string;
  readonly kubeConfig: KubeConfig;
  readonly server: URL;
  /** Made once: the client library makes one a request, and with it a TLS handshake a request. */
  agent?: RequestOptions['agent'];
}

/**
 * Reads one cluster's kubeconfig and signs requests with it. Each cluster has a KubeConfig of its own with user names
 * that no other has: the client library caches credentials by user name, over all kubeconfigs of the process.
 */
export class CredentialLoader {
  private loaded: Loaded | undefined;

  constructor(private readonly cluster: ConfiguredCluster) {}

  /** Throws when the kubeconfig cannot be read or names no server. */
  async credentials(): Promise<Credentials> {
    const loaded = await this.load();
    const options: RequestOptions = { headers: {} };
    await loaded.kubeConfig.applyToHTTPSOptions(options);
    const usesProxy = !!loaded.kubeConfig.getCurrentCluster()?.proxyUrl;
    loaded.agent ??= usesProxy
      ? options.agent
      : newAgent(loaded.server, options);
    return {
      server: loaded.server,
      options: { ...options, agent: loaded.agent },
    };
  }

  private async load(): Promise<Loaded> {
    const stamp = await this.stamp();
    if (this.loaded?.stamp === stamp) {
      return this.loaded;
    }
    const read = new KubeConfig();
    const { source } = this.cluster;
    if (source.type === 'in-cluster') {
      read.loadFromCluster();
    } else {
      read.loadFromFile(source.path);
    }
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromOptions({
      clusters: read.clusters,
      users: read.users.map(user => ({
        ...user,
        name: `${this.cluster.name}:${user.name}`,
      })),
      contexts: read.contexts.map(context => ({
        ...context,
        user: `${this.cluster.name}:${context.user}`,
      })),
      currentContext:
        source.type === 'kubeconfig' && source.context
          ? source.context
          : read.currentContext,
    });
    const server = kubeConfig.getCurrentCluster()?.server;
    if (!server) {
      throw new Error(
        `The kubeconfig of cluster '${this.cluster.name}' has no context '${kubeConfig.currentContext}' with a server.`,
      );
    }
    this.loaded = { stamp, kubeConfig, server: new URL(server) };
    return this.loaded;
  }

  private async stamp(): Promise<string> {
    const { source } = this.cluster;
    if (source.type === 'in-cluster') {
      return 'in-cluster';
    }
    const { mtimeMs, size, ino } = await stat(source.path);
    return `${mtimeMs}/${size}/${ino}`;
  }
}

function newAgent(server: URL, options: RequestOptions) {
  const { ca, cert, key, passphrase, rejectUnauthorized, servername } = options;
  return server.protocol === 'http:'
    ? new HttpAgent({ keepAlive: true, maxSockets: 50 })
    : new HttpsAgent({
        keepAlive: true,
        maxSockets: 50,
        ca,
        cert,
        key,
        passphrase,
        rejectUnauthorized,
        servername,
      });
}
