import type { Plan, PlannedObject } from '@mandate/plugin-mandate-common';
import { objectOfStep } from './plannedObjects';

/** Kinds of the phases whose objects others wait for; what is in none of them is configuration, which is there at once. */
const PHASES: readonly (readonly string[])[] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  [],
  [
    'DaemonSet',
    'StatefulSet',
    'Deployment',
    'Job',
    'CronJob',
    'HorizontalPodAutoscaler',
  ],
  ['Ingress', 'HTTPRoute', 'GRPCRoute'],
];
const CONFIGURATION = 2;

/**
 * Those of which a later phase needs more than that they were written. Claims are not among them: many get their volume
 * only when a pod wants it, nor are jobs and autoscalers, which no route needs.
 */
const AWAITED = [
  'Namespace',
  'CustomResourceDefinition',
  'DaemonSet',
  'StatefulSet',
  'Deployment',
];

/** The phase in which a kind is applied: namespaces, definitions, configuration, workloads, routes. */
export function phaseOf({ kind }: Pick<PlannedObject, 'kind'>): number {
  const phase = PHASES.findIndex(kinds => kinds.includes(kind));
  return phase < 0 ? CONFIGURATION : phase;
}

/**
 * What of a plan has to be ready before the step's object is written: what earlier phases of it write. A step that writes
 * none of the plan's objects, such as a test, comes after all of them.
 */
export function awaitedBefore(
  plan: Plan,
  stepId: string,
): readonly PlannedObject[] {
  const found = objectOfStep(plan, stepId);
  if (found?.object.action === 'delete') {
    return [];
  }
  const phase = found ? phaseOf(found.object) : PHASES.length;
  return plan.objects.filter(
    object =>
      (object.action === 'create' || object.action === 'update') &&
      AWAITED.includes(object.kind) &&
      phaseOf(object) < phase,
  );
}
