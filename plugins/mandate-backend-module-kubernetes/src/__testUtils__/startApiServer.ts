import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const discovery = {
  kind: 'APIResourceList',
  resources: [
    { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
    { name: 'secrets', kind: 'Secret', namespaced: true },
    { name: 'pods', kind: 'Pod', namespaced: true },
  ],
};

/** A server that answers what a test wants, with the path of a kubeconfig for it. */
export interface ScriptedApiServer {
  readonly kubeconfig: string;
  /** Method and path of every request but discovery. */
  readonly requests: readonly string[];
  stop(): Promise<void>;
}

/** Serves discovery of `v1`; everything else is the script's. */
export async function startApiServer(
  script: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<ScriptedApiServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/api/v1') {
      response.end(JSON.stringify(discovery));
      return;
    }
    requests.push(`${request.method} ${request.url}`);
    script(request, response);
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  // safety: a server that listens on TCP has an address with a port
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'mandate-api-'));
  const kubeconfig = join(folder, 'config');
  await writeFile(kubeconfig, kubeconfigOf(`http://127.0.0.1:${port}`));
  return {
    kubeconfig,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

/** A kubeconfig for an address. */
export function kubeconfigOf(server: string, token = 'none'): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'main',
    contexts: [{ name: 'main', context: { cluster: 'main', user: 'admin' } }],
    // The client library refuses plain HTTP otherwise.
    clusters: [
      { name: 'main', cluster: { server, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'admin', user: { token } }],
  });
}
