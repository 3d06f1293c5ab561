import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

/** How to speak with a cluster. */
export interface ClusterLogin {
  readonly url: string;
  /** The certificate authority, PEM. */
  readonly ca: string;
  readonly token: string;
}

const schema = z.looseObject({
  clusters: z
    .array(
      z.looseObject({
        cluster: z.looseObject({
          server: z.string(),
          'certificate-authority-data': z.string(),
        }),
      }),
    )
    .nonempty(),
  users: z
    .array(z.looseObject({ user: z.looseObject({ token: z.string() }) }))
    .nonempty(),
});

/** Reads a kubeconfig of one cluster and one user who has a token. */
export async function readKubeconfig(path: string): Promise<ClusterLogin> {
  const { clusters, users } = schema.parse(parse(await readFile(path, 'utf8')));
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const ca = cluster['certificate-authority-data'];
  return {
    url: cluster.server,
    ca: Buffer.from(ca, 'base64').toString('utf8'),
    token: user.token,
  };
}

/** A kubeconfig with a token for a server on loopback that speaks plain HTTP. */
export function plainKubeconfig(url: string, token: string): string {
  const name = 'door';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user: name } }],
    clusters: [
      { name, cluster: { server: url, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name, user: { token } }],
  });
}
