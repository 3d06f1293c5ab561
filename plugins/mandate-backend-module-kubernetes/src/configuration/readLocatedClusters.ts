import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import type { ConfiguredCluster } from '../cluster/clusterSource';
import type { Material } from '../cluster/credentials/ClusterLogin';
import { SERVICE_ACCOUNT_FOLDER } from '../cluster/credentials/readLogin';

/** What Backstage's own Kubernetes configuration says about clusters. */
export interface LocatedClusters {
  readonly clusters: readonly ConfiguredCluster[];
  /** Whether clusters are entities of the catalog, too. */
  readonly inCatalog: boolean;
  /** What is configured and cannot be used, with its path and what to do instead. */
  readonly unusable: readonly string[];
}

const AT = 'kubernetes.clusterLocatorMethods';
const PROXY = new URL('http://localhost:8001');
const OWN_TOKEN: Material = {
  type: 'file',
  path: `${SERVICE_ACCOUNT_FOLDER}/token`,
};

/** Ways to log in that need the token of whoever looks at the page: nobody looks when Mandate works. */
const NEED_A_PERSON = ['google', 'oidc', 'aks', 'clientSide'];

/**
 * Reads `kubernetes.clusterLocatorMethods` as Backstage's Kubernetes plugin does. What Mandate cannot use is told and
 * left out, so that the other clusters work.
 */
export function readLocatedClusters(config: Config): LocatedClusters {
  const methods = config.getOptionalConfigArray(AT) ?? [];
  const read = methods.map((method, index) =>
    readMethod(method, `${AT}[${index}]`),
  );
  return {
    clusters: read.flatMap(({ clusters }) => clusters),
    inCatalog: read.some(({ inCatalog }) => inCatalog),
    unusable: read.flatMap(({ unusable }) => unusable),
  };
}

function readMethod(method: Config, at: string): LocatedClusters {
  const none = { clusters: [], inCatalog: false, unusable: [] };
  const type = method.getOptionalString('type');
  switch (type) {
    case 'config': {
      const read = (method.getOptionalConfigArray('clusters') ?? []).map(
        (cluster, index) => readCluster(cluster, `${at}.clusters[${index}]`),
      );
      return {
        inCatalog: false,
        clusters: read.flatMap(one => ('words' in one ? [] : [one])),
        unusable: read.flatMap(one => ('words' in one ? [one.words] : [])),
      };
    }
    case 'catalog':
      return { ...none, inCatalog: true };
    case 'localKubectlProxy':
      return {
        ...none,
        clusters: [
          {
            name: 'local',
            source: { type: 'server', server: PROXY, skipTlsVerify: false },
          },
        ],
      };
    default:
      return {
        ...none,
        unusable: [
          `${at}: Mandate does not read clusters of the type '${type}'. Name the cluster under mandate.clusters, with a kubeconfig.`,
        ],
      };
  }
}

function readCluster(
  cluster: Config,
  at: string,
): ConfiguredCluster | { readonly words: string } {
  const name = cluster.getOptionalString('name');
  const url = cluster.getOptionalString('url');
  if (!name || !url) {
    return { words: `${at}: it has no ${name ? 'url' : 'name'}.` };
  }
  const token = cluster.getOptionalString('serviceAccountToken');
  const provider =
    cluster.getOptionalString('authProvider') ??
    cluster.getOptionalString('authMetadata.kubernetes.io/auth-provider');
  return locatedCluster({
    at,
    name,
    url,
    provider,
    authority: authorityOf(cluster),
    skipTlsVerify: cluster.getOptionalBoolean('skipTLSVerify') ?? false,
    token: token ? { type: 'inline', value: token } : OWN_TOKEN,
  });
}

function authorityOf(cluster: Config): Material | undefined {
  const file = cluster.getOptionalString('caFile');
  if (file) {
    return { type: 'file', path: resolve(file) };
  }
  const data = cluster.getOptionalString('caData');
  return data ? decoded(data) : undefined;
}

/** A base64 text, as Backstage and the catalog hold certificate authorities. */
export function decoded(base64: string): Material {
  return {
    type: 'inline',
    value: Buffer.from(base64, 'base64').toString('utf8'),
  };
}

/** A cluster as Backstage describes it; or why Mandate cannot use it. */
export function locatedCluster(options: {
  /** Where it is described, for people. */
  readonly at: string;
  readonly name: string;
  readonly url: string;
  readonly provider: string | undefined;
  readonly authority?: Material;
  readonly skipTlsVerify: boolean;
  readonly token?: Material;
}): ConfiguredCluster | { readonly words: string } {
  const { at, name, url, provider, authority, skipTlsVerify, token } = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    return { words: `${at}: '${url}' is no http or https address.` };
  }
  if (provider !== 'serviceAccount' && provider !== 'localKubectlProxy') {
    const why = NEED_A_PERSON.includes(provider ?? '')
      ? 'needs the token of a person, and Mandate works by itself'
      : 'is not one that Mandate knows';
    return {
      words: `${at}: the authProvider '${provider}' of '${name}' ${why}. Use serviceAccount, or name the cluster under mandate.clusters with a kubeconfig whose user has an exec plugin.`,
    };
  }
  return {
    name,
    source: {
      type: 'server',
      server: new URL(url),
      skipTlsVerify,
      ...(authority ? { authority } : {}),
      ...(provider === 'serviceAccount' && token ? { token } : {}),
    },
  };
}
