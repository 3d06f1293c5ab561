import { isWorkload } from '@mandate/plugin-mandate-node';
import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';

/** Kinds that changes may write, in the order in which they are applied. Secrets are not among them. */
export const APPLIED_KINDS = [
  'v1 Namespace',
  'v1 ServiceAccount',
  'v1 ConfigMap',
  'v1 PersistentVolumeClaim',
  'v1 Service',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'networking.k8s.io/v1 Ingress',
  'gateway.networking.k8s.io/v1 HTTPRoute',
  'apps/v1 StatefulSet',
  'apps/v1 Deployment',
] as const;

/** Where a kind stands in the order; -1 for kinds that are not allowed. */
export function applyRank(object: {
  readonly apiVersion: string;
  readonly kind: string;
}): number {
  const name = `${object.apiVersion} ${object.kind}`;
  return APPLIED_KINDS.findIndex(kind => kind === name);
}

/** The step that writes an object: `apply-configmap-checkout`. */
export function stepIdOf(object: {
  readonly kind: string;
  readonly name: string;
}): string {
  return `apply-${object.kind.toLowerCase()}-${object.name}`;
}

/** The steps that write a plan's objects, one each, in order. */
export function plannedSteps(objects: readonly PlannedObject[]): Plan['steps'] {
  const verbs = { create: 'Create', update: 'Update', delete: 'Delete' };
  return objects.flatMap(object =>
    object.action === 'none'
      ? []
      : [
          {
            id: stepIdOf(object),
            title: `${verbs[object.action]} ${object.kind} ${object.name}`,
            effect: true,
          },
        ],
  );
}

/** The object that a step writes, with its place in the plan. */
export function objectOfStep(
  plan: Plan,
  stepId: string,
): { readonly object: PlannedObject; readonly index: number } | undefined {
  const index = plan.objects.findIndex(
    object => object.action !== 'none' && stepIdOf(object) === stepId,
  );
  return index < 0 ? undefined : { object: plan.objects[index], index };
}

/** The workloads that a plan writes, as they will be. */
export function plannedWorkloads(plan: Plan): readonly ClusterObject[] {
  return plan.objects.flatMap(({ action, after }) =>
    after && action !== 'none' && isWorkload(after) ? [after] : [],
  );
}

/** "2 objects created, 1 updated; pods 2 → 3". */
export function planSummary(
  objects: readonly PlannedObject[],
  pods: { readonly before: number; readonly after: number },
): string {
  const count = (action: PlannedObject['action']) =>
    objects.filter(object => object.action === action).length;
  const parts = [
    [count('create'), 'created'],
    [count('update'), 'updated'],
    [count('delete'), 'deleted'],
  ].flatMap(([number, word]) => (number ? [`${number} ${word}`] : []));
  const difference = pods.after - pods.before;
  const taken = objects.flatMap(({ takesOverFrom }) => takesOverFrom ?? []);
  return [
    `Objects: ${parts.join(', ')}`,
    difference === 0
      ? `pods stay ${pods.after}`
      : `pods ${pods.before} → ${pods.after}`,
    ...(taken.length > 0
      ? [`fields are taken over from ${[...new Set(taken)].join(', ')}`]
      : []),
  ].join('; ');
}
