import { join } from 'node:path';
import type { ClusterSource } from '../clusterSource';
import { ConnectionTrouble } from '../ConnectionTrouble';
import type { ClusterLogin } from './ClusterLogin';
import { readKubeconfig } from './readKubeconfig';

/** Where Kubernetes puts what a pod needs to reach its own cluster. */
export const SERVICE_ACCOUNT_FOLDER =
  '/var/run/secrets/kubernetes.io/serviceaccount';

/** How to log in to a cluster as configured. Throws `ConnectionTrouble` with what to mend. */
export async function readLogin(source: ClusterSource): Promise<ClusterLogin> {
  switch (source.type) {
    case 'kubeconfig':
      return readKubeconfig(source.path, source.context);
    case 'in-cluster':
      return inCluster();
    default:
      return {
        server: source.server,
        ...(source.authority ? { authority: source.authority } : {}),
        skipTlsVerify: source.skipTlsVerify,
        user: {
          ...(source.token ? { token: source.token } : {}),
          impersonation: {},
        },
      };
  }
}

function inCluster(): ClusterLogin {
  const host = process.env.KUBERNETES_SERVICE_HOST;
  const port = process.env.KUBERNETES_SERVICE_PORT ?? '443';
  if (!host) {
    throw new ConnectionTrouble(
      'It is configured as the cluster that the portal runs in, but the portal runs in no pod. Use a kubeconfig.',
    );
  }
  const address = host.includes(':') ? `[${host}]` : host;
  return {
    server: new URL(`https://${address}:${port}`),
    authority: { type: 'file', path: join(SERVICE_ACCOUNT_FOLDER, 'ca.crt') },
    skipTlsVerify: false,
    user: {
      token: { type: 'file', path: join(SERVICE_ACCOUNT_FOLDER, 'token') },
      impersonation: {},
    },
  };
}
