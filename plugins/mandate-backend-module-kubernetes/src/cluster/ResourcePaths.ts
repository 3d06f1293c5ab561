import {
  ClusterRefusedError,
  type ObjectReference,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ClusterConnection } from './ClusterConnection';
import { refusal } from './refusal';

const resourceListSchema = z.object({
  resources: z.array(
    z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() }),
  ),
});
type Resource = z.infer<typeof resourceListSchema>['resources'][number];

/** Finds the API path of a kind by the server's own discovery; answers are kept, and asked for again for new kinds. */
export class ResourcePaths {
  private readonly known = new Map<string, readonly Resource[]>();

  constructor(private readonly connection: ClusterConnection) {}

  /** `/apis/apps/v1/namespaces/shop/deployments`, without a namespace where the kind has none or none is asked for. */
  async collection(
    type: Pick<ObjectReference, 'apiVersion' | 'kind' | 'namespace'>,
  ): Promise<string> {
    const { name, namespaced } = await this.resource(type);
    const scope =
      namespaced && type.namespace
        ? `/namespaces/${encodeURIComponent(type.namespace)}`
        : '';
    return `${groupPath(type.apiVersion)}${scope}/${name}`;
  }

  /** Path of one object. */
  async object(reference: ObjectReference): Promise<string> {
    const collection = await this.collection(reference);
    return `${collection}/${encodeURIComponent(reference.name)}`;
  }

  private async resource(
    type: Pick<ObjectReference, 'apiVersion' | 'kind'>,
  ): Promise<Resource> {
    const found =
      find(this.known.get(type.apiVersion), type.kind) ??
      find(await this.discover(type.apiVersion), type.kind);
    if (!found) {
      throw new ClusterRefusedError({
        cluster: this.connection.name,
        status: 404,
        reason: 'NotFound',
        message: `Cluster '${this.connection.name}' does not know ${type.apiVersion} ${type.kind}. Install what serves it, or use another kind.`,
      });
    }
    return found;
  }

  private async discover(apiVersion: string): Promise<readonly Resource[]> {
    const answer = await this.connection.call({
      method: 'GET',
      path: groupPath(apiVersion),
    });
    if (answer.status === 404) {
      return [];
    }
    if (answer.status !== 200) {
      throw refusal(this.connection.name, answer);
    }
    const { resources } = resourceListSchema.parse(answer.body);
    this.known.set(apiVersion, resources);
    return resources;
  }
}

function find(
  resources: readonly Resource[] | undefined,
  kind: string,
): Resource | undefined {
  return resources?.find(
    resource => resource.kind === kind && !resource.name.includes('/'),
  );
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/')
    ? `/apis/${apiVersion}`
    : `/api/${apiVersion}`;
}
