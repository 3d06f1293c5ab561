import { isWorkload } from '@mandate/plugin-mandate-node';
import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';

/** The step that writes or deletes an object: `apply-configmap-checkout`, `delete-service-checkout`. */
export function stepIdOf(
  object: Pick<PlannedObject, 'action' | 'kind' | 'name'>,
): string {
  const verb = object.action === 'delete' ? 'delete' : 'apply';
  return `${verb}-${object.kind.toLowerCase()}-${object.name}`;
}

/** Whether a plan deletes an object only to make it anew: fields differ that cannot be changed. */
export function isReplaced(
  object: Pick<PlannedObject, 'apiVersion' | 'kind' | 'name'>,
  objects: readonly PlannedObject[],
): boolean {
  const actions = objects
    .filter(
      ({ apiVersion, kind, name }) =>
        apiVersion === object.apiVersion &&
        kind === object.kind &&
        name === object.name,
    )
    .map(({ action }) => action);
  return actions.includes('delete') && actions.includes('create');
}

/** The steps that write a plan's objects, one each, in order. */
export function plannedSteps(objects: readonly PlannedObject[]): Plan['steps'] {
  return objects.flatMap(object =>
    object.action === 'none'
      ? []
      : [
          {
            id: stepIdOf(object),
            title: stepTitle(object, object.action, objects),
            effect: true,
          },
        ],
  );
}

function stepTitle(
  object: PlannedObject,
  action: Exclude<PlannedObject['action'], 'none'>,
  objects: readonly PlannedObject[],
): string {
  const verbs = { create: 'Create', update: 'Update', delete: 'Delete' };
  const name = `${object.kind} ${object.name}`;
  if (!isReplaced(object, objects)) {
    return `${verbs[action]} ${name}`;
  }
  return action === 'delete'
    ? `Delete ${name}, to make it anew${
        leavesOwned(object) ? '; its pods stay' : ''
      }`
    : `Make ${name} anew`;
}

/**
 * Whether deleting the object to make it anew leaves what it owns: the pods of a StatefulSet keep their names and
 * volumes, and the new one takes them over.
 */
export function leavesOwned({ kind }: Pick<PlannedObject, 'kind'>): boolean {
  return kind === 'StatefulSet';
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
  const count = (action: PlannedObject['action'], replaced = false) =>
    objects.filter(
      object =>
        object.action === action && isReplaced(object, objects) === replaced,
    ).length;
  const parts = [
    [count('create'), 'created'],
    [count('update'), 'updated'],
    [count('create', true), 'made anew'],
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
