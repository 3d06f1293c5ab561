import { cloneJson, KubernetesObject } from '../model/KubernetesObject';
import { asJson } from '../model/jsonFields';
import { ResourceType } from '../resources/ResourceType';
import type { WriteOptions } from './ObjectApi';

/** The live object with the part that this write may touch taken from the changed one. */
export function mergeWrite<T extends KubernetesObject>(
  type: ResourceType<T>,
  live: T,
  changed: T,
  subresource: WriteOptions['subresource'],
): T {
  const fixed = {
    uid: live.metadata.uid,
    name: live.metadata.name,
    ...(live.metadata.namespace && { namespace: live.metadata.namespace }),
    creationTimestamp: live.metadata.creationTimestamp,
    resourceVersion: live.metadata.resourceVersion,
    generation: live.metadata.generation,
    deletionTimestamp: live.metadata.deletionTimestamp,
    deletionGracePeriodSeconds: live.metadata.deletionGracePeriodSeconds,
  };
  const metadata = { ...changed.metadata, ...fixed };
  if (subresource === 'status') {
    return {
      ...cloneJson(live),
      metadata,
      ...{ status: asJson(changed).status },
    };
  }
  const object = { ...changed, metadata };
  if (type.subresources.includes('status')) {
    const { status } = asJson(live);
    return { ...object, ...{ status: cloneJson(status) } };
  }
  return object;
}
