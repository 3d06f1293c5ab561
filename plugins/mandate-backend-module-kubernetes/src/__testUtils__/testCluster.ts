import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Clock,
  FAST_TIMING,
  startEmbeddedCluster,
} from '@mandate/embedded-cluster';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ServiceAnswer } from '@mandate/plugin-mandate-node';
import { ClusterConnection } from '../cluster/ClusterConnection';
import { ResourcePaths } from '../cluster/ResourcePaths';
import { ClusterRegistry } from '../cluster/ClusterRegistry';
import { KubernetesClusterAccess } from '../cluster/KubernetesClusterAccess';
import { recordRequest } from './recordRequest';

/** Where an embedded cluster answers queries over its metrics. */
const EMBEDDED_PROMETHEUS = '/mandate/prometheus';

/** A cluster that tests may fill with namespaces of their own. */
export interface TestCluster {
  readonly name: string;
  /** Path of its administrator's kubeconfig. */
  readonly kubeconfig: string;
  readonly registry: ClusterRegistry;
  readonly access: KubernetesClusterAccess;
  /** Changes fields of an object as another tool would, under that manager's name. */
  patchAs(manager: string, path: string, fields: unknown): Promise<void>;
  /** Applies an object as another tool would, by force. */
  applyAs(manager: string, object: ClusterObject): Promise<void>;
  stop(): Promise<void>;
}

/** A given cluster's pods may be simulated by somebody else, and answer nothing; what is asked of them is for the embedded one. */
class AnsweringAccess extends KubernetesClusterAccess {
  override async askService(): Promise<ServiceAnswer> {
    return { type: 'answered', status: 200, body: 'ok' };
  }
}

/** The control plane that `MANDATE_TEST_KUBECONFIG` names, or an embedded cluster. */
export async function startTestCluster(): Promise<TestCluster> {
  const given = process.env.MANDATE_TEST_KUBECONFIG;
  if (given) {
    const cluster = testCluster('test', given, async () => {});
    return { ...cluster, access: new AnsweringAccess(cluster.registry) };
  }
  return startEmbeddedTestCluster();
}

/** An embedded cluster, with a time of its own when a clock is given. */
export async function startEmbeddedTestCluster(
  options: { readonly clock?: Clock } = {},
): Promise<TestCluster> {
  const embedded = await startEmbeddedCluster({
    host: '127.0.0.1',
    timing: FAST_TIMING,
    ...options,
  });
  const path = join(await newFolder(), 'config');
  embedded.writeKubeconfig(path);
  return testCluster('test', path, () => embedded.close(), EMBEDDED_PROMETHEUS);
}

function testCluster(
  name: string,
  path: string,
  stop: () => Promise<void>,
  prometheusPath?: string,
): TestCluster {
  const connection = new ClusterConnection({
    name,
    source: { type: 'kubeconfig', path },
  });
  const registry = registryOf(name, path, prometheusPath);
  return {
    name,
    kubeconfig: path,
    registry,
    access: new KubernetesClusterAccess(registry),
    stop,
    async patchAs(manager, objectPath, fields) {
      const { status, body } = await connection.call({
        method: 'PATCH',
        path: `${objectPath}?fieldManager=${manager}`,
        contentType: 'application/merge-patch+json',
        body: fields,
      });
      if (status !== 200) {
        throw new Error(`Status ${status}: ${JSON.stringify(body)}`);
      }
    },
    async applyAs(manager, object) {
      const target = await new ResourcePaths(connection).object({
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.metadata.name,
        namespace: object.metadata.namespace,
      });
      const { status, body } = await connection.call({
        method: 'PATCH',
        path: `${target}?fieldManager=${manager}&force=true`,
        contentType: 'application/apply-patch+yaml',
        body: object,
      });
      if (status >= 300) {
        throw new Error(`Status ${status}: ${JSON.stringify(body)}`);
      }
    },
  };
}

/** The cluster port on one kubeconfig. */
export function accessTo(name: string, path: string): KubernetesClusterAccess {
  return new KubernetesClusterAccess(registryOf(name, path));
}

function registryOf(
  name: string,
  path: string,
  prometheusPath?: string,
): ClusterRegistry {
  return new ClusterRegistry(
    [
      {
        name,
        source: { type: 'kubeconfig', path },
        ...(prometheusPath ? { prometheusPath } : {}),
      },
    ],
    recordRequest,
  );
}

/** The path of a kubeconfig whose server does not exist. */
export async function kubeconfigOfNothing(): Promise<string> {
  const path = join(await newFolder(), 'config');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'nothing',
    contexts: [
      { name: 'nothing', context: { cluster: 'nothing', user: 'nobody' } },
    ],
    // The discard port: nothing listens there.
    clusters: [{ name: 'nothing', cluster: { server: 'https://127.0.0.1:9' } }],
    users: [{ name: 'nobody', user: { token: 'none' } }],
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'mandate-kubeconfig-'));
}
