import { stringify } from 'yaml';

/** What a client needs to reach the cluster. */
export interface ClusterAccess {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
}

/** A kubeconfig, as YAML, for kubectl and every Kubernetes client library. It holds the token: keep it private. */
export function formatKubeconfig({
  name,
  url,
  token,
  ca,
}: ClusterAccess): string {
  const user = `${name}-admin`;
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [
      { name, context: { cluster: name, user, namespace: 'default' } },
    ],
    clusters: [
      {
        name,
        cluster: {
          server: url,
          'certificate-authority-data': Buffer.from(ca).toString('base64'),
        },
      },
    ],
    users: [{ name: user, user: { token } }],
  });
}
