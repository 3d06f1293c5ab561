import { JsonValue } from '../model/KubernetesObject';
import { asJson, objectAt } from '../model/jsonFields';
import { LabelSelector } from '../model/workloads';
import { POD_DISRUPTION_BUDGETS, PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import { Controller } from './Controller';
import { isActive, isReady } from './podState';

/** Keeps account of how many pods each disruption budget lets go. Expects as many pods as exist. */
export const disruptionController: Controller = {
  name: 'disruption-controller',
  watches: [
    { type: POD_DISRUPTION_BUDGETS },
    {
      type: PODS,
      concerns: (pod, objects) =>
        objects.list(POD_DISRUPTION_BUDGETS, pod.metadata.namespace).map(keyOf),
    },
  ],
  reconcile(key, { objects }) {
    const budget = objects.find(POD_DISRUPTION_BUDGETS, key);
    if (!budget) {
      return;
    }
    const spec = objectAt(asJson(budget), 'spec');
    // safety: the schema gave the selector its shape
    const selector = objectAt(spec, 'selector') as unknown as LabelSelector;
    const pods = objects
      .list(PODS, key.namespace)
      .filter(
        pod => isActive(pod) && matchesSelector(selector, pod.metadata.labels),
      );
    const expectedPods = pods.length;
    const currentHealthy = pods.filter(isReady).length;
    const desiredHealthy =
      spec.maxUnavailable === undefined
        ? countOf(spec.minAvailable, expectedPods)
        : Math.max(
            0,
            expectedPods - countOf(spec.maxUnavailable, expectedPods),
          );
    objects.update(
      POD_DISRUPTION_BUDGETS,
      key,
      draft => {
        asJson(draft).status = {
          observedGeneration: draft.metadata.generation ?? 0,
          expectedPods,
          currentHealthy,
          desiredHealthy,
          disruptionsAllowed:
            expectedPods > 0 ? Math.max(0, currentHealthy - desiredHealthy) : 0,
        };
      },
      { manager: 'kube-controller-manager', subresource: 'status' },
    );
  },
};

/** A count, or a share of all that is rounded up. */
function countOf(value: JsonValue | undefined, all: number): number {
  if (typeof value === 'string') {
    return Math.ceil((Number.parseFloat(value) / 100) * all);
  }
  return typeof value === 'number' ? value : 1;
}
