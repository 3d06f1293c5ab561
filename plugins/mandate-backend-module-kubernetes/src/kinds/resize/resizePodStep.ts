import { NotFoundError } from '@backstage/errors';
import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  Observation,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { differingFields } from '../../domain/compareFields';
import { selectFields } from '../../domain/selectFields';
import { evidenceOf, readForObservation } from '../../effects/applyStep';
import { attempt } from '../../effects/attempt';

type PlannedPod = PlannedObject & {
  readonly before: ClusterObject;
  readonly applied: ClusterObject;
};

/**
 * The step that resizes one running pod. The `resize` subresource takes nothing but resources, so no mark of the run
 * goes with it: the effect is recognised by the pod's resources alone, and doing it twice is doing it once.
 */
export function resizePodStep(plan: Plan, stepId: string): StepHandler {
  const pod = plan.objects.find(({ name }) => stepId === `resize-pod-${name}`);
  if (!pod?.applied || !pod.before) {
    throw new NotFoundError(`The plan has no step '${stepId}'.`);
  }
  const planned = { ...pod, before: pod.before, applied: pod.applied };
  const earlier = selectFields(planned.before, planned.applied);
  return {
    observe: context => observe(context, planned, planned.applied),
    act: context => attempt(() => resize(context, planned, planned.applied)),
    undo: context => attempt(() => resize(context, planned, earlier)),
    observeUndone: context => observe(context, planned, earlier),
  };
}

async function observe(
  context: StepContext,
  planned: PlannedPod,
  wanted: ClusterObject,
): Promise<Observation> {
  const found = await readForObservation(context, planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  // A pod that is gone has been replaced by one of the workload's template: there is nothing left to resize.
  if (!live) {
    return { type: 'present', words: `Pod ${planned.name} is gone.` };
  }
  const differing = differingFields(wanted.spec, live.spec);
  return differing.length > 0
    ? {
        type: 'absent',
        words: `Pod ${planned.name} differs in ${differing.join(', ')}.`,
      }
    : {
        type: 'present',
        words: `Pod ${planned.name} has the size.`,
        evidence: evidenceOf(live),
      };
}

async function resize(
  { clusters, target, signal, report }: StepContext,
  planned: PlannedPod,
  wanted: ClusterObject,
): Promise<ActOutcome> {
  const live = await clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    name: planned.name,
    namespace: target.namespace,
  });
  if (!live) {
    return { type: 'acted' };
  }
  signal.throwIfAborted();
  report(`Resizes pod ${planned.name}.`);
  await clusters.apply(
    target.cluster,
    { ...wanted, metadata: { ...wanted.metadata, uid: live.metadata.uid } },
    {
      subresource: 'resize',
      force: true,
      resourceVersion: live.metadata.resourceVersion,
    },
  );
  return { type: 'acted' };
}
