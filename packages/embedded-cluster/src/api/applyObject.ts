import {
  cloneJson,
  JsonObject,
  KubernetesObject,
} from '../model/KubernetesObject';
import { objectAt } from '../model/jsonFields';
import {
  apiVersionOf,
  ObjectKey,
  ResourceType,
} from '../resources/ResourceType';
import { ApiError, badRequest } from './ApiError';
import { encodeManagedFields } from './managedFields';
import { mergeOwned } from './mergeOwned';
import type { ObjectApi, WriteOptions } from './ObjectApi';

/** How a configuration is applied. */
export interface ApplyOptions
  extends Pick<WriteOptions, 'manager' | 'dryRun' | 'user' | 'warn'> {
  /** Take fields from other managers instead of failing. */
  readonly force: boolean;
  readonly subresource?: 'status';
}

/**
 * Server-side apply: the manager's configuration is merged into the object, what the manager applied before and no longer does
 * is removed unless another manager owns it too, and a field that another manager set to another value is a conflict.
 *
 * @throws ApiError 409 with a `FieldManagerConflict` cause per field
 */
export function applyObject(
  objects: ObjectApi,
  type: ResourceType,
  key: ObjectKey,
  config: JsonObject,
  options: ApplyOptions,
): { object: KubernetesObject; created: boolean } {
  if (objectAt(config, 'metadata').managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const live = objects.find(type, key);
  const now = objects.environment.now();
  const base: KubernetesObject = live
    ? cloneJson(live)
    : {
        apiVersion: apiVersionOf(type),
        kind: type.kind,
        metadata: {
          name: key.name,
          uid: '',
          resourceVersion: '',
          creationTimestamp: '',
        },
      };
  const { body, managers } = mergeOwned(type, base, config, options, now);
  const { resourceVersion, uid } = objectAt(config, 'metadata');
  const metadata = {
    ...base.metadata,
    labels: undefined,
    annotations: undefined,
    finalizers: undefined,
    ownerReferences: undefined,
    ...objectAt(body, 'metadata'),
    ...(typeof resourceVersion === 'string' && { resourceVersion }),
  };
  const write = {
    manager: options.manager,
    dryRun: options.dryRun,
    user: options.user,
    warn: options.warn,
    subresource: options.subresource,
    managedFields: encodeManagedFields(managers),
  };
  const { metadata: _, ...rest } = body;
  // Also when there is no object: who names a uid does not mean a new one.
  if (typeof uid === 'string' && uid !== live?.metadata.uid) {
    throw new ApiError(
      409,
      'Conflict',
      `Operation cannot be fulfilled on ${type.plural} "${key.name}": uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    );
  }
  if (live) {
    const object = objects.update(
      type,
      key,
      () => ({
        apiVersion: base.apiVersion,
        kind: base.kind,
        metadata,
        ...rest,
      }),
      write,
    );
    return { object, created: false };
  }
  const {
    uid: _uid,
    resourceVersion: _version,
    creationTimestamp: _time,
    ...given
  } = metadata;
  const object = objects.create(
    type,
    key.namespace,
    { ...rest, metadata: given },
    write,
  );
  return { object, created: true };
}
