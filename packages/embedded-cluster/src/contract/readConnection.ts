import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ContractConnection } from './ContractCase';

const kubeconfig = z.looseObject({
  'current-context': z.string(),
  contexts: z.array(
    z.looseObject({
      name: z.string(),
      context: z.looseObject({ cluster: z.string(), user: z.string() }),
    }),
  ),
  clusters: z.array(
    z.looseObject({
      name: z.string(),
      cluster: z.looseObject({
        server: z.string(),
        'certificate-authority-data': z.string(),
      }),
    }),
  ),
  users: z.array(
    z.looseObject({
      name: z.string(),
      user: z.looseObject({ token: z.string() }),
    }),
  ),
});

/**
 * The connection of a kubeconfig's current context. Only tokens and inline certificate authorities are read.
 *
 * @throws Error when the file has another form
 */
export function readConnection(path: string): ContractConnection {
  const config = kubeconfig.parse(parse(readFileSync(path, 'utf8')));
  const context = config.contexts.find(
    it => it.name === config['current-context'],
  )?.context;
  const cluster = config.clusters.find(
    it => it.name === context?.cluster,
  )?.cluster;
  const user = config.users.find(it => it.name === context?.user)?.user;
  if (!cluster || !user) {
    throw new Error(`${path} has no cluster and user for its current context`);
  }
  return {
    url: cluster.server,
    token: user.token,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64').toString(
      'utf8',
    ),
  };
}
