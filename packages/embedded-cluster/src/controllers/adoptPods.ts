import { StatefulSet } from '../model/workloads';
import { PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import type { ControllerContext } from './Controller';
import { controllerOf, referenceTo } from './owners';

/** A StatefulSet takes over pods without an owner that have its labels and its names: those of one deleted with `Orphan`. */
export function adoptPods(
  statefulSet: StatefulSet,
  { objects }: ControllerContext,
  manager: string,
): void {
  const { namespace, name } = keyOf(statefulSet);
  for (const pod of objects.list(PODS, namespace)) {
    const ordinal = pod.metadata.name.slice(name.length + 1);
    if (
      !controllerOf(pod) &&
      !pod.metadata.deletionTimestamp &&
      pod.metadata.name === `${name}-${Number(ordinal)}` &&
      matchesSelector(statefulSet.spec.selector, pod.metadata.labels)
    ) {
      objects.update(
        PODS,
        keyOf(pod),
        draft => {
          draft.metadata.ownerReferences = [
            ...(draft.metadata.ownerReferences ?? []),
            referenceTo(statefulSet),
          ];
        },
        { manager },
      );
    }
  }
}
