import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  listAt,
  type StepContext,
  textAt,
} from '@mandate/plugin-mandate-node';
import { differingFields } from '../../domain/compareFields';
import { isReady } from '../../domain/podTrouble';
import { referenceOf } from '../../effects/objectReference';

const CHECK = { id: 'pods-resized', title: 'Its pods have the size' } as const;

/** One look at pods that were resized in place: they have the size, the node has taken it up, and they are ready. */
export async function checkResized(
  context: StepContext,
): Promise<readonly Check[]> {
  const { clusters, target, plan } = context;
  try {
    const found = await Promise.all(
      plan.objects.map(async planned => ({
        planned,
        live: await clusters.read(target.cluster, referenceOf(planned)),
      })),
    );
    const troubles = found.flatMap(({ planned, live }) =>
      live ? troubleOf(live, planned.applied) : [],
    );
    return [troubles[0] ?? { ...CHECK, status: 'passing', words: 'All have.' }];
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return [{ ...CHECK, status: 'unknown', words: error.message }];
    }
    throw error;
  }
}

function troubleOf(
  pod: ClusterObject,
  applied: ClusterObject | undefined,
): readonly Check[] {
  const { name } = pod.metadata;
  if (differingFields(applied?.spec, pod.spec).length > 0) {
    const words = `Somebody changed the size of pod ${name} since.`;
    return [{ ...CHECK, status: 'failing', words }];
  }
  const pending = listAt(pod, 'status', 'conditions').find(
    ({ type, status }) =>
      (type === 'PodResizePending' || type === 'PodResizeInProgress') &&
      status === 'True',
  );
  if (pending) {
    const isInfeasible = pending.reason === 'Infeasible';
    return [
      {
        ...CHECK,
        status: isInfeasible ? 'failing' : 'pending',
        final: isInfeasible,
        words: `Pod ${name}: ${
          textAt(pending, 'message') ??
          textAt(pending, 'reason') ??
          'the node has not resized it yet'
        }.`,
      },
    ];
  }
  return isReady(pod)
    ? []
    : [{ ...CHECK, status: 'pending', words: `Pod ${name} is not ready.` }];
}
