import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';

const kubeconfigSchema = z.object({
  clusters: z.tuple([
    z.object({
      cluster: z.object({
        server: z.string(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ]),
  users: z.tuple([z.object({ user: z.object({ token: z.string() }) })]),
});

/** What a server answers. */
export interface ClusterResponse {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** The texts of its warnings. */
  readonly warnings: readonly string[];
}

/** A connection to an API server, for tests. */
export interface ClusterClient {
  call(method: string, path: string, body?: unknown): Promise<ClusterResponse>;
}

const bodySchema = z.record(z.string(), z.unknown());

/** Connects as a kubeconfig with one cluster and a user's token says. */
export function clusterClient(kubeconfigPath: string): ClusterClient {
  const config = kubeconfigSchema.parse(
    parse(readFileSync(kubeconfigPath, 'utf8')),
  );
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const sent = request(
          new URL(path, cluster.server),
          {
            method,
            ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
            headers: {
              authorization: `Bearer ${user.token}`,
              'content-type': 'application/json',
            },
          },
          response => {
            const parts: Buffer[] = [];
            response.on('data', (part: Buffer) => parts.push(part));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(parts).toString('utf8');
              resolve({
                status: response.statusCode ?? 0,
                body: bodySchema.parse(JSON.parse(text)),
                warnings: warningsOf(response.rawHeaders),
              });
            });
          },
        );
        sent.on('error', reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      }),
  };
}

/** `Warning: 299 - "text"`, of which there may be several. */
function warningsOf(rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.flatMap((name, index) => {
    const value = rawHeaders[index + 1] ?? '';
    const found =
      index % 2 === 0 && name.toLowerCase() === 'warning'
        ? /^299 - "((?:[^"\\]|\\.)*)"$/.exec(value)
        : null;
    return found === null ? [] : [found[1].replace(/\\(.)/g, '$1')];
  });
}
