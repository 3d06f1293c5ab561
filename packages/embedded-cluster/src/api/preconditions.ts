import { KubernetesObject } from '../model/KubernetesObject';
import { NAMESPACES } from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { ApiError, conflict, forbidden } from './ApiError';
import type { ObjectApi } from './ObjectApi';

/** Refuses what is to be created in a namespace that does not exist or is going. */
export function requireNamespace(
  objects: ObjectApi,
  type: ResourceType,
  namespace: string,
): void {
  if (!type.namespaced) {
    return;
  }
  const parent = objects.get(NAMESPACES, { namespace: '', name: namespace });
  if (parent.metadata.deletionTimestamp) {
    const error = forbidden(
      type,
      '',
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
    throw new ApiError(error.code, error.reason, error.message, {
      ...error.details,
      causes: [
        {
          reason: 'NamespaceTerminating',
          message: `namespace ${namespace} is being terminated`,
          field: 'metadata.namespace',
        },
      ],
    });
  }
}

/** Refuses a write that is meant for another object of the name, or for another version. */
export function requirePreconditions(
  type: ResourceType,
  live: KubernetesObject,
  wanted: { uid?: string; resourceVersion?: string },
): void {
  const { name, uid, resourceVersion } = live.metadata;
  if (wanted.uid && wanted.uid !== uid) {
    throw conflict(
      type,
      name,
      `Precondition failed: UID in precondition: ${wanted.uid}, UID in object meta: ${uid}`,
    );
  }
  if (wanted.resourceVersion && wanted.resourceVersion !== resourceVersion) {
    throw conflict(
      type,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
}
