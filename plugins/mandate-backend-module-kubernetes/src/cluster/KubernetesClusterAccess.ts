import {
  type ClusterObject,
  FIELD_MANAGER,
} from '@mandate/plugin-mandate-common';
import type {
  ApplyOptions,
  ClusterAccess,
  ClusterEvent,
  ContainerReference,
  MetricAnswer,
  MetricQuery,
  ObjectQuery,
  ObjectReference,
  RemoveOptions,
  ServiceAnswer,
  ServiceRequest,
} from '@mandate/plugin-mandate-node';
import { transferOwnership } from '../domain/managedFields';
import { askService } from './askService';
import type { ClusterRegistry, KnownCluster } from './ClusterRegistry';
import {
  type ObjectPage,
  readAllPages,
  readObject,
  readPage,
} from './readObjects';
import { queryMetrics } from './queryMetrics';
import { readLog } from './readLog';
import { FieldConflictError, refusal } from './refusal';
import { watchObjects } from './watchObjects';

const PAGE_SIZE = 500;
/** No object ever has it: an apply at this version creates, and is refused as a conflict when the object exists. */
const VERSION_OF_NOTHING = '1';

/**
 * The cluster port over the API servers' HTTP. Methods throw `NotFoundError` for a cluster that is not configured.
 *
 * @public
 */
export class KubernetesClusterAccess implements ClusterAccess {
  constructor(private readonly registry: ClusterRegistry) {}

  clusters(): readonly string[] {
    return this.registry.names();
  }

  async read(
    cluster: string,
    reference: ObjectReference,
  ): Promise<ClusterObject | undefined> {
    const { connection, paths } = this.cluster(cluster);
    const path = await paths.object(reference);
    const answer = await connection.call({ method: 'GET', path });
    if (answer.status === 404) {
      return undefined;
    }
    if (answer.status !== 200) {
      throw refusal(cluster, answer);
    }
    return readObject(answer.body);
  }

  list(cluster: string, query: ObjectQuery): Promise<readonly ClusterObject[]> {
    return readAllPages(cluster, continueToken =>
      this.page(cluster, query, continueToken),
    );
  }

  async apply(
    cluster: string,
    object: ClusterObject,
    options: ApplyOptions,
  ): Promise<ClusterObject> {
    const { takeOver, ...others } = options;
    if (!takeOver || takeOver.from.length === 0) {
      return this.applyOnce(cluster, object, others);
    }
    if (options.dryRun) {
      return this.applyOnce(cluster, object, { ...others, force: true });
    }
    const owned = await this.takeOver(cluster, object, { ...others, takeOver });
    return this.applyOnce(cluster, object, {
      ...others,
      force: true,
      resourceVersion: owned.metadata.resourceVersion,
    });
  }

  async remove(
    cluster: string,
    reference: ObjectReference,
    options: RemoveOptions,
  ): Promise<void> {
    const { connection, paths } = this.cluster(cluster);
    const { uid, resourceVersion } = options;
    const preconditions = {
      ...(uid ? { uid } : {}),
      ...(resourceVersion ? { resourceVersion } : {}),
    };
    const answer = await connection.call({
      method: 'DELETE',
      path: await paths.object(reference),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: options.orphan ? 'Orphan' : 'Background',
        preconditions,
      },
    });
    if (answer.status >= 400 && answer.status !== 404) {
      throw refusal(cluster, answer);
    }
  }

  async evict(
    cluster: string,
    pod: Pick<ObjectReference, 'name' | 'namespace'>,
    options: { readonly uid?: string },
  ): Promise<void> {
    const { connection, paths } = this.cluster(cluster);
    const path = await paths.object({ apiVersion: 'v1', kind: 'Pod', ...pod });
    const answer = await connection.call({
      method: 'POST',
      path: `${path}/eviction`,
      returnsBusy: true,
      body: {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod.name, namespace: pod.namespace },
        deleteOptions: {
          ...(options.uid ? { preconditions: { uid: options.uid } } : {}),
        },
      },
    });
    if (answer.status >= 400 && answer.status !== 404) {
      throw refusal(cluster, answer);
    }
  }

  askService(cluster: string, request: ServiceRequest): Promise<ServiceAnswer> {
    return askService(this.cluster(cluster), request);
  }

  readLog(
    cluster: string,
    container: ContainerReference,
    options: { readonly lines: number },
  ): Promise<readonly string[]> {
    return readLog(this.cluster(cluster), container, options);
  }

  queryMetrics(cluster: string, query: MetricQuery): Promise<MetricAnswer> {
    return queryMetrics(this.cluster(cluster), query);
  }

  async watch(
    cluster: string,
    query: ObjectQuery,
    onEvent: (event: ClusterEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { connection, paths } = this.cluster(cluster);
    await watchObjects({
      connection,
      collection: () => paths.collection(query),
      query,
      onEvent,
      signal,
    });
  }

  private async page(
    cluster: string,
    query: ObjectQuery,
    continueToken: string | undefined,
  ): Promise<ObjectPage> {
    const { connection, paths } = this.cluster(cluster);
    const parameters = new URLSearchParams({
      limit: `${PAGE_SIZE}`,
      ...(query.labelSelector ? { labelSelector: query.labelSelector } : {}),
      ...(query.fieldSelector ? { fieldSelector: query.fieldSelector } : {}),
      ...(continueToken ? { continue: continueToken } : {}),
    });
    const collection = await paths.collection(query);
    const answer = await connection.call({
      method: 'GET',
      path: `${collection}?${parameters}`,
    });
    if (answer.status !== 200) {
      throw refusal(cluster, answer);
    }
    return readPage(answer.body, query);
  }

  /**
   * Conflicts with ourselves are overridden: they come from objects that an earlier version of the product wrote by
   * other means than apply.
   */
  private async applyOnce(
    cluster: string,
    object: ClusterObject,
    options: Omit<ApplyOptions, 'takeOver'>,
  ): Promise<ClusterObject> {
    try {
      return await this.patch(cluster, object, options);
    } catch (error) {
      const isOnlyOurs =
        error instanceof FieldConflictError &&
        error.conflicts.every(({ manager }) => manager === FIELD_MANAGER);
      if (!isOnlyOurs || options.force) {
        throw error;
      }
      return this.patch(cluster, object, { ...options, force: true });
    }
  }

  private async patch(
    cluster: string,
    object: ClusterObject,
    options: Omit<ApplyOptions, 'takeOver'>,
  ): Promise<ClusterObject> {
    const { connection, paths } = this.cluster(cluster);
    const { metadata, ...rest } = object;
    const { managedFields: _managedFields, ...ownMetadata } = metadata;
    const resourceVersion = options.mustNotExist
      ? VERSION_OF_NOTHING
      : options.resourceVersion;
    const parameters = new URLSearchParams({
      fieldManager: FIELD_MANAGER,
      fieldValidation: 'Strict',
      force: `${options.force ?? false}`,
      ...(options.dryRun ? { dryRun: 'All' } : {}),
    });
    const path = await paths.object(referenceTo(object));
    const answer = await connection.call({
      method: 'PATCH',
      path: `${path}${
        options.subresource ? `/${options.subresource}` : ''
      }?${parameters}`,
      // JSON is YAML; older servers do not know the JSON name of the type.
      contentType: 'application/apply-patch+yaml',
      body: {
        ...rest,
        metadata: {
          ...ownMetadata,
          ...(resourceVersion ? { resourceVersion } : {}),
        },
      },
    });
    if (answer.status >= 400) {
      throw refusal(cluster, answer);
    }
    return readObject(answer.body);
  }

  /** Changes who owns fields, and no value: crashing behind it leaves the workload as it was. */
  private async takeOver(
    cluster: string,
    object: ClusterObject,
    options: ApplyOptions & Required<Pick<ApplyOptions, 'takeOver'>>,
  ): Promise<ClusterObject> {
    const live = await this.read(cluster, referenceTo(object));
    if (!live) {
      return object;
    }
    const { connection, paths } = this.cluster(cluster);
    const path = await paths.object(referenceTo(object));
    const answer = await connection.call({
      method: 'PATCH',
      path: `${path}?fieldManager=${FIELD_MANAGER}`,
      contentType: 'application/merge-patch+json',
      body: {
        metadata: {
          resourceVersion:
            options.resourceVersion ?? live.metadata.resourceVersion,
          managedFields: transferOwnership(live, options.takeOver),
        },
      },
    });
    if (answer.status >= 400) {
      throw refusal(cluster, answer);
    }
    return readObject(answer.body);
  }

  private cluster(name: string): KnownCluster {
    return this.registry.get(name);
  }
}

function referenceTo(object: ClusterObject): ObjectReference {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}
