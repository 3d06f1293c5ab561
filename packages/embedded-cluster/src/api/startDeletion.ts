import { KubernetesObject } from '../model/KubernetesObject';
import { asJson, objectAt } from '../model/jsonFields';
import { NAMESPACES, PODS } from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import type { DeleteOptions } from './ObjectApi';
import { timestamp } from './newObject';

/** What happens to an object's dependents when it is deleted. */
export type Propagation = 'Background' | 'Foreground' | 'Orphan';

export const FOREGROUND_FINALIZER = 'foregroundDeletion';
export const ORPHAN_FINALIZER = 'orphan';

/**
 * Marks an object, in place, as being deleted.
 *
 * @returns true when nothing holds it and it is to be removed at once
 */
export function startDeletion(
  type: ResourceType,
  object: KubernetesObject,
  options: DeleteOptions,
  now: Date,
): boolean {
  const { metadata } = object;
  const finalizers = new Set(metadata.finalizers);
  if (options.propagation === 'Foreground') {
    finalizers.add(FOREGROUND_FINALIZER);
  } else if (options.propagation === 'Orphan') {
    finalizers.add(ORPHAN_FINALIZER);
  }
  const graceSeconds = gracePeriod(type, object, options);
  if (finalizers.size === 0 && graceSeconds === 0 && type !== NAMESPACES) {
    return true;
  }
  if (finalizers.size > 0) {
    metadata.finalizers = [...finalizers];
  }
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = timestamp(
      new Date(now.getTime() + graceSeconds * 1000),
    );
    metadata.deletionGracePeriodSeconds = graceSeconds;
    if (metadata.generation !== undefined) {
      metadata.generation += 1;
    }
    if (type === NAMESPACES) {
      objectAt(asJson(object), 'status').phase = 'Terminating';
    }
  } else if (graceSeconds < (metadata.deletionGracePeriodSeconds ?? 0)) {
    metadata.deletionGracePeriodSeconds = graceSeconds;
    metadata.deletionTimestamp = timestamp(
      new Date(now.getTime() + graceSeconds * 1000),
    );
  }
  return false;
}

/** Only pods that a node runs are given time to end. */
function gracePeriod(
  type: ResourceType,
  object: KubernetesObject,
  options: DeleteOptions,
): number {
  if (type !== PODS) {
    return 0;
  }
  const spec = objectAt(asJson(object), 'spec');
  const phase = objectAt(asJson(object), 'status').phase;
  if (!spec.nodeName || phase === 'Succeeded' || phase === 'Failed') {
    return 0;
  }
  return (
    options.gracePeriodSeconds ??
    Number(spec.terminationGracePeriodSeconds ?? 30)
  );
}
