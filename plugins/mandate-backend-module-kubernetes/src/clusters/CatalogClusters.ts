import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import { SERVICE_ACCOUNT_FOLDER } from '../cluster/credentials/readLogin';
import { decoded, locatedCluster } from '../configuration/readLocatedClusters';

const EVERY_MS = 60_000;
const SERVER = 'kubernetes.io/api-server';
const AUTHORITY = 'kubernetes.io/api-server-certificate-authority';
const PROVIDER = 'kubernetes.io/auth-provider';
const SKIP_VERIFY = 'kubernetes.io/skip-tls-verify';

/** Keeps the registry as the catalog's entities of type `kubernetes-cluster` say. Their token is the pod's own. */
export class CatalogClusters {
  private timer: ReturnType<typeof setInterval> | undefined;
  /** What was said last, so that it is not said every minute. */
  private told = '';

  constructor(
    private readonly options: {
      readonly catalog: CatalogService;
      readonly auth: AuthService;
      readonly registry: ClusterRegistry;
      readonly logger: LoggerService;
    },
  ) {}

  /** Begins to look, at once and every minute. */
  start(): void {
    this.timer = setInterval(() => void this.look(), EVERY_MS);
    this.timer.unref();
    void this.look();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Looks once. While the catalog does not answer, the clusters stay as they are. */
  async look(): Promise<void> {
    const { registry } = this.options;
    try {
      const read = (await this.entities()).map(clusterOf);
      registry.setLocated(
        read.flatMap(cluster => ('words' in cluster ? [] : [cluster])),
      );
      this.tell(
        read
          .flatMap(cluster => ('words' in cluster ? [cluster.words] : []))
          .join(' '),
      );
    } catch (error) {
      this.tell(
        `The catalog's clusters cannot be read now: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }

  private async entities(): Promise<readonly Entity[]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntities(
      {
        filter: { kind: 'Resource', 'spec.type': 'kubernetes-cluster' },
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items;
  }

  private tell(words: string): void {
    if (words && words !== this.told) {
      this.options.logger.warn(words);
    }
    this.told = words;
  }
}

function clusterOf(entity: Entity) {
  const annotations = entity.metadata.annotations ?? {};
  const authority = annotations[AUTHORITY];
  return locatedCluster({
    at: stringifyEntityRef(entity),
    name: entity.metadata.name,
    url: annotations[SERVER] ?? '',
    provider: annotations[PROVIDER],
    skipTlsVerify: annotations[SKIP_VERIFY] === 'true',
    ...(authority ? { authority: decoded(authority) } : {}),
    token: { type: 'file', path: `${SERVICE_ACCOUNT_FOLDER}/token` },
  });
}
