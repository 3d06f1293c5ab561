import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { PendingField } from './pendingFields';

/**
 * The objects in their order, but one with values known after apply directly behind the last of those that it is made of,
 * where it would come before them.
 */
export function inDependencyOrder(
  objects: readonly ClusterObject[],
  pending: readonly PendingField[],
): readonly ClusterObject[] {
  const placed: ClusterObject[] = [];
  const keys = new Set<string>();
  let delayed: readonly ClusterObject[] = [];
  const isFree = (object: ClusterObject) =>
    pending
      .filter(field => keyOf(field.object) === keyOf(object))
      .every(({ after }) => after.every(upstream => keys.has(keyOf(upstream))));
  const place = (object: ClusterObject) => {
    placed.push(object);
    keys.add(keyOf(object));
  };
  const placeDelayed = () => {
    const free = delayed.filter(isFree);
    delayed = delayed.filter(object => !isFree(object));
    free.forEach(place);
    return free.length > 0;
  };
  for (const object of objects) {
    if (isFree(object)) {
      place(object);
      while (placeDelayed()) {
        // What was delayed may be what another one waits for.
      }
    } else {
      delayed = [...delayed, object];
    }
  }
  // Nothing is left out, whatever the fields say.
  return [...placed, ...delayed];
}

/** What names an object within a plan. */
export function keyOf({ apiVersion, kind, metadata }: ClusterObject): string {
  return `${apiVersion} ${kind} ${metadata.name}`;
}
