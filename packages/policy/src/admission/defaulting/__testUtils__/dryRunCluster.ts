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

const answerSchema = z.record(z.string(), z.json());

const clusterScoped = new Set([
  'Namespace',
  'PersistentVolume',
  'StorageClass',
  'CSIDriver',
  'Node',
  'PriorityClass',
  'ClusterRole',
  'ClusterRoleBinding',
  'IngressClass',
  'RuntimeClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'MutatingWebhookConfiguration',
]);

/** Creates objects without keeping them, in the namespace `default` of the cluster of a kubeconfig with a token. */
export function dryRunCluster(kubeconfigFile: string) {
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
    /** What the server would have stored. Rejects when it refuses the object. */
    create(object: JsonObject): Promise<JsonObject> {
      return new Promise((resolve, reject) => {
        const sent = request(
          `${cluster.server}${collectionOf(
            object,
          )}?dryRun=All&fieldValidation=Ignore`,
          {
            method: 'POST',
            agent,
            headers: {
              authorization: `Bearer ${user.token}`,
              'content-type': 'application/json',
            },
          },
          response => {
            const chunks: Buffer[] = [];
            response.on('data', chunk => chunks.push(chunk));
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString('utf8');
              if (response.statusCode === 201) {
                resolve(answerSchema.parse(JSON.parse(text)));
              } else {
                reject(new Error(`the server refused: ${text}`));
              }
            });
          },
        );
        sent.on('error', reject);
        sent.end(JSON.stringify(object));
      });
    },
    close() {
      agent.destroy();
    },
  };
}

function collectionOf(object: JsonObject): string {
  const { apiVersion, kind } = z
    .object({ apiVersion: z.string(), kind: z.string() })
    .parse(object);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : '/api/v1';
  const scope = clusterScoped.has(kind) ? '' : '/namespaces/default';
  return `${group}${scope}/${pluralOf(kind.toLowerCase())}`;
}

function pluralOf(kind: string): string {
  if (kind === 'endpoints') {
    return kind;
  }
  if (/[^aeiou]y$/.test(kind)) {
    return `${kind.slice(0, -1)}ies`;
  }
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`;
}
