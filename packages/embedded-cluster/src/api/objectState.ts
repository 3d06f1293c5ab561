import { jsonEquals, KubernetesObject } from '../model/KubernetesObject';
import { asJson } from '../model/jsonFields';

/** Whatever makes a new generation: all but metadata and status. */
export function desired(object: KubernetesObject) {
  const { metadata, status, ...rest } = asJson(object);
  return rest;
}

/** Whether a write would change nothing but the times at which fields were set. */
export function sameButForTimes(
  live: KubernetesObject,
  object: KubernetesObject,
): boolean {
  const withoutTimes = (it: KubernetesObject) => ({
    ...it,
    metadata: {
      ...it.metadata,
      managedFields: it.metadata.managedFields?.map(
        ({ time, ...entry }) => entry,
      ),
    },
  });
  return jsonEquals(withoutTimes(live), withoutTimes(object));
}

/** Whether nothing holds an object that is being deleted any more. */
export function isGone(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } =
    object.metadata;
  const spec = asJson(object).spec;
  const namespaceHeld =
    object.kind === 'Namespace' &&
    JSON.stringify(spec).includes('"kubernetes"');
  return (
    deletionTimestamp !== undefined &&
    !deletionGracePeriodSeconds &&
    !finalizers?.length &&
    !namespaceHeld
  );
}
