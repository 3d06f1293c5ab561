import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConnectionTrouble } from '../ConnectionTrouble';
import type { ClusterLogin, LoginUser, Material } from './ClusterLogin';
import {
  type KubeconfigCluster,
  kubeconfigSchema,
  type KubeconfigUser,
} from './kubeconfigSchema';

const MAX_BYTES = 1024 * 1024;

/** Reads how to log in from a kubeconfig's context. Throws `ConnectionTrouble` with what to mend. */
export async function readKubeconfig(
  path: string,
  wanted: string | undefined,
): Promise<ClusterLogin> {
  const config = await parseFile(path);
  const context = wanted ?? config['current-context'] ?? '';
  const found = byName(config.contexts, context)?.context;
  if (!found) {
    const known = (config.contexts ?? []).map(({ name }) => name).join(', ');
    throw new ConnectionTrouble(
      `The kubeconfig ${path} has no context '${context}'. It has: ${
        known || 'none'
      }.`,
    );
  }
  const cluster = byName(config.clusters, found.cluster)?.cluster;
  if (!cluster) {
    throw new ConnectionTrouble(
      `The context '${context}' of the kubeconfig ${path} names the cluster '${found.cluster}', which is not there.`,
    );
  }
  const user = byName(config.users, found.user ?? '')?.user;
  if (found.user && !user) {
    throw new ConnectionTrouble(
      `The context '${context}' of the kubeconfig ${path} names the user '${found.user}', who is not there.`,
    );
  }
  return loginOf({ path, cluster, user: user ?? {} });
}

async function parseFile(path: string) {
  const text = await readFile(path, 'utf8').catch(cause => {
    throw new ConnectionTrouble(
      `The kubeconfig ${path} cannot be read. Check the path and who may read it.`,
      { cause },
    );
  });
  if (text.length > MAX_BYTES) {
    throw new ConnectionTrouble(
      `The kubeconfig ${path} has more than ${MAX_BYTES} bytes.`,
    );
  }
  const parsed = kubeconfigSchema.safeParse(parseYaml(path, text));
  if (!parsed.success) {
    const { path: where } = parsed.error.issues[0];
    throw new ConnectionTrouble(
      `The kubeconfig ${path} is not one at '${where.join('.')}': ${
        z.prettifyError(parsed.error).split('\n')[0]
      }`,
    );
  }
  return parsed.data;
}

/** The parser's own message shows the line, which may hold a token. */
function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 });
  } catch {
    throw new ConnectionTrouble(`The kubeconfig ${path} is no YAML.`);
  }
}

function byName<T extends { readonly name: string }>(
  list: readonly T[] | null | undefined,
  name: string,
): T | undefined {
  return list?.find(item => item.name === name);
}

function loginOf(options: {
  readonly path: string;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
}): ClusterLogin {
  const { path, cluster, user } = options;
  const authority = material(
    path,
    cluster['certificate-authority-data'],
    cluster['certificate-authority'],
  );
  const proxyUrl = cluster['proxy-url'];
  const tlsServerName = cluster['tls-server-name'];
  return {
    server: readServer(path, cluster.server),
    ...(authority ? { authority } : {}),
    skipTlsVerify: cluster['insecure-skip-tls-verify'] ?? false,
    ...(tlsServerName ? { tlsServerName } : {}),
    ...(proxyUrl ? { proxyUrl } : {}),
    user: userOf(path, user),
  };
}

function readServer(path: string, server: string): URL {
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw new ConnectionTrouble(
      `The kubeconfig ${path} names a server that is no http or https address.`,
    );
  }
  return new URL(server);
}

function userOf(path: string, user: KubeconfigUser): LoginUser {
  const provider = user['auth-provider'];
  if (provider) {
    throw new ConnectionTrouble(
      `The kubeconfig ${path} logs in by auth-provider '${provider.name}', which Kubernetes has removed. Use an exec plugin, a token or a client certificate.`,
    );
  }
  const cert = material(
    path,
    user['client-certificate-data'],
    user['client-certificate'],
  );
  const key = material(path, user['client-key-data'], user['client-key']);
  if ((cert === undefined) !== (key === undefined)) {
    throw new ConnectionTrouble(
      `The kubeconfig ${path} has a client certificate without its key, or a key without its certificate.`,
    );
  }
  const token = tokenOf(path, user);
  return {
    ...(token ? { token } : {}),
    ...(cert && key ? { certificate: { cert, key } } : {}),
    ...(user.username !== undefined && user.password !== undefined
      ? { basic: { username: user.username, password: user.password } }
      : {}),
    ...(user.exec ? { exec: user.exec } : {}),
    impersonation: {
      ...(user.as ? { 'Impersonate-User': user.as } : {}),
      ...(user['as-uid'] ? { 'Impersonate-Uid': user['as-uid'] } : {}),
      ...(user['as-groups'] ? { 'Impersonate-Group': user['as-groups'] } : {}),
    },
  };
}

/** A file wins, as in kubectl. */
function tokenOf(path: string, user: KubeconfigUser): Material | undefined {
  if (user.tokenFile) {
    return { type: 'file', path: resolve(dirname(path), user.tokenFile) };
  }
  return user.token ? { type: 'inline', value: user.token } : undefined;
}

/** Data in the file wins over a path, as in kubectl. Paths are relative to the kubeconfig. */
function material(
  kubeconfig: string,
  data: string | undefined,
  path: string | undefined,
): Material | undefined {
  if (data) {
    return {
      type: 'inline',
      value: Buffer.from(data, 'base64').toString('utf8'),
    };
  }
  return path
    ? { type: 'file', path: resolve(dirname(kubeconfig), path) }
    : undefined;
}
