import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';
import type { JsonObject } from '../jsonObject';

const kubeconfigSchema = z.object({
  clusters: z
    .array(
      z.object({
        cluster: z.object({
          server: z.string(),
          'certificate-authority-data': z.string(),
        }),
      }),
    )
    .min(1),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })).min(1),
});

const bodySchema = z.record(z.string(), z.json());

/** What an API server answered. */
export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

/** The API of the cluster of a kubeconfig with a token. */
export function liveCluster(kubeconfigFile: string) {
  const kubeconfig = kubeconfigSchema.parse(
    parse(readFileSync(kubeconfigFile, 'utf8')),
  );
  const [{ cluster }] = kubeconfig.clusters;
  const [{ user }] = kubeconfig.users;
  const agent = new Agent({
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    keepAlive: true,
  });
  return {
    request(
      method: 'POST' | 'DELETE',
      path: string,
      body?: object,
    ): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const sent = request(
          `${cluster.server}${path}`,
          {
            method,
            agent,
            headers: {
              authorization: `Bearer ${user.token}`,
              'content-type': 'application/json',
            },
          },
          response => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString('utf8');
              resolve({
                status: response.statusCode ?? 0,
                // A kind that is not served yet is answered in plain text.
                body: text.startsWith('{')
                  ? bodySchema.parse(JSON.parse(text))
                  : { message: text },
              });
            });
          },
        );
        sent.on('error', reject);
        sent.end(body && JSON.stringify(body));
      });
    },
    close() {
      agent.destroy();
    },
  };
}
