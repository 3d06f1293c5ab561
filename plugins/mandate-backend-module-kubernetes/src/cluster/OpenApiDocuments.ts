import {
  ClusterUnavailableError,
  type TemplateSchemaSource,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ClusterRegistry } from './ClusterRegistry';
import { ClusterConnection } from './ClusterConnection';

/** Kinds come with definitions and go with them: what is older is asked for again. */
const FRESH_MS = 60_000;
/** Documents that are kept; a cluster with many operators serves about a hundred group versions. */
const MOST_DOCUMENTS = 100;
/** Most group versions that one template may ask for. */
const MOST_ASKED = 50;

const indexSchema = z.object({
  paths: z.record(z.string(), z.object({ serverRelativeURL: z.string() })),
});
type Index = z.infer<typeof indexSchema>['paths'];

/**
 * What the API servers say of their kinds (`/openapi/v3`), from the first cluster that answers. Documents are kept by
 * their address, which holds a hash of their contents; only those that are asked for are fetched.
 */
export class OpenApiDocuments implements TemplateSchemaSource {
  private readonly documents = new Map<string, unknown>();
  private index:
    | {
        readonly cluster: string;
        readonly paths: Index;
        readonly readAt: number;
      }
    | undefined;

  constructor(
    private readonly registry: Pick<ClusterRegistry, 'names' | 'get'>,
    private readonly now: () => Date,
  ) {}

  readonly openApi: TemplateSchemaSource['openApi'] = async groupVersions => {
    for (const cluster of this.registry.names()) {
      try {
        const documents = await this.openApiOf(cluster, groupVersions);
        if (documents) {
          return { cluster, documents };
        }
      } catch (error) {
        if (!(error instanceof ClusterUnavailableError)) {
          throw error;
        }
      }
    }
    return undefined;
  };

  private async openApiOf(
    cluster: string,
    groupVersions: readonly string[],
  ): Promise<readonly unknown[] | undefined> {
    const { connection } = this.registry.get(cluster);
    const paths = await this.indexOf(connection);
    if (!paths) {
      return undefined;
    }
    const documents: unknown[] = [];
    for (const groupVersion of groupVersions.slice(0, MOST_ASKED)) {
      const path = groupVersion.includes('/')
        ? `apis/${groupVersion}`
        : `api/${groupVersion}`;
      const address = paths[path]?.serverRelativeURL;
      const document =
        address && (await this.documentAt(connection, cluster, address));
      if (document) {
        documents.push(document);
      }
    }
    return documents;
  }

  /** Undefined when the cluster does not let us see it, or serves none. */
  private async indexOf(
    connection: ClusterConnection,
  ): Promise<Index | undefined> {
    const readAt = this.now().getTime();
    const known = this.index;
    if (
      known?.cluster === connection.name &&
      readAt - known.readAt < FRESH_MS
    ) {
      return known.paths;
    }
    const { status, body } = await connection.call({
      method: 'GET',
      path: '/openapi/v3',
    });
    const parsed = indexSchema.safeParse(body);
    if (status !== 200 || !parsed.success) {
      return undefined;
    }
    const { paths } = parsed.data;
    this.index = { cluster: connection.name, paths, readAt };
    return paths;
  }

  private async documentAt(
    connection: ClusterConnection,
    cluster: string,
    address: string,
  ): Promise<unknown> {
    const key = `${cluster} ${address}`;
    const known = this.documents.get(key);
    // A server that names another place than its own documents is not followed.
    if (known || !address.startsWith('/openapi/v3/')) {
      return known;
    }
    const { status, body } = await connection.call({
      method: 'GET',
      path: address,
    });
    if (status !== 200) {
      return undefined;
    }
    if (this.documents.size >= MOST_DOCUMENTS) {
      this.documents.clear();
    }
    this.documents.set(key, body);
    return body;
  }
}
