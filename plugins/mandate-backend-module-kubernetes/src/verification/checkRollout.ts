import { fieldsAt, isWorkload, textAt } from '@mandate/plugin-mandate-node';
import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  type Check,
  ClusterRefusedError,
  ClusterUnavailableError,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { differingFields } from '../domain/compareFields';
import { type LiveObject, watchedSince } from '../domain/watchedSince';
import { objectStatus } from '../domain/objectStatus';
import type { ObjectStatus } from '../domain/statusParts';
import { isReplaced } from '../domain/plannedObjects';
import {
  type RolloutObservation,
  rolloutChecks,
} from '../domain/rolloutChecks';
import { expectedFields } from '../effects/expectedFields';
import { withoutPending } from '../knownAfterApply/pendingFields';
import { referenceOf, wordsFor } from '../effects/objectReference';
import { selectorOf, templateRevisions } from '../effects/templateRevisions';

const OBJECTS_CHECK = {
  id: 'objects',
  title: 'Everything is as planned',
} as const;

const KINDS_WITH_STATUS = ['DaemonSet', 'Job', 'HTTPRoute', 'GRPCRoute'];

/**
 * One look at what a change wrote: every object is as planned, and every workload is rolled out. A cluster that does
 * not answer gives `unknown`, never success.
 */
export async function checkRollout(
  context: StepContext,
  now: Date,
): Promise<readonly Check[]> {
  try {
    const live = await readPlanned(context);
    const rollouts = await Promise.all(
      live.flatMap(({ planned, object }) =>
        object && isWorkload(object)
          ? [
              observeRollout(
                context,
                object,
                watchedSince({ planned, object }, live) ?? now,
                now,
              ),
            ]
          : [],
      ),
    );
    return [
      objectsCheck(context, live),
      ...(await statusChecks(context, live)),
      ...rollouts.flatMap(rolloutChecks),
    ];
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return [{ ...OBJECTS_CHECK, status: 'unknown', words: error.message }];
    }
    throw error;
  }
}

function readPlanned(context: StepContext): Promise<readonly LiveObject[]> {
  const { clusters, target } = context;
  // What was filled in during the run is not what the plan shows.
  const plan = withoutPending(context.plan);
  return Promise.all(
    plan.objects
      .filter(
        planned =>
          planned.action !== 'delete' || !isReplaced(planned, plan.objects),
      )
      .map(async planned => ({
        planned,
        object: await clusters.read(target.cluster, referenceOf(planned)),
      })),
  );
}

function objectsCheck(
  context: StepContext,
  live: readonly LiveObject[],
): Check {
  const deviations = live.flatMap(({ planned, object }) => {
    const { after } = planned;
    if (planned.action === 'delete' && object) {
      return [`${wordsFor(planned)} is there again`];
    }
    if (!after || planned.action === 'none') {
      return [];
    }
    if (!object) {
      return [`${wordsFor(planned)} is gone`];
    }
    const expected = expectedFields({ ...planned, after }, context.changeId);
    const fields = differingFields(expected, object);
    return fields.length > 0
      ? [`${wordsFor(planned)} differs in ${fields.slice(0, 3).join(', ')}`]
      : [];
  });
  return deviations.length > 0
    ? {
        ...OBJECTS_CHECK,
        status: 'failing',
        words: `Somebody changed it since: ${deviations.join('; ')}.`,
      }
    : {
        ...OBJECTS_CHECK,
        status: 'passing',
        words: 'All objects are as planned.',
      };
}

/**
 * What other objects say of themselves. Beside a workload, claims wait for its pods, and budgets for theirs, which have
 * checks of their own; without one, every object is asked.
 */
async function statusChecks(
  context: StepContext,
  live: readonly LiveObject[],
): Promise<readonly Check[]> {
  const isWithoutWorkload = !live.some(
    ({ object }) => object && isWorkload(object),
  );
  const asked = live.flatMap(({ planned, object }) =>
    object &&
    planned.action !== 'none' &&
    !isWorkload(object) &&
    (isWithoutWorkload || KINDS_WITH_STATUS.includes(object.kind))
      ? [{ planned, object }]
      : [],
  );
  return Promise.all(
    asked.map(async ({ planned, object }) =>
      (await waitsForFirstPod(context, object))
        ? checkOf(planned, object, {
            state: 'current',
            words: 'It gets its volume with the first pod that uses it.',
          })
        : checkOf(planned, object, objectStatus(object)),
    ),
  );
}

/** A claim of a storage class that waits for its first pod is as far as it comes by itself, and its events say so. */
async function waitsForFirstPod(
  { clusters, target }: StepContext,
  { kind, metadata, ...rest }: ClusterObject,
): Promise<boolean> {
  const phase = textAt(rest, 'status', 'phase');
  if (kind !== 'PersistentVolumeClaim' || phase === 'Bound') {
    return false;
  }
  const events = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Event',
    namespace: target.namespace,
    fieldSelector: 'reason=WaitForFirstConsumer',
  });
  return events.some(
    event => textAt(event, 'involvedObject', 'uid') === metadata.uid,
  );
}

function checkOf(
  planned: PlannedObject,
  object: ClusterObject,
  { state, words }: ObjectStatus,
): Check {
  const statuses = {
    current: 'passing',
    failed: 'failing',
    'in-progress': 'pending',
    terminating: 'failing',
  } as const;
  return {
    id: `status-${object.kind.toLowerCase()}-${object.metadata.name}`,
    title: `${wordsFor(planned)} is there`,
    status: statuses[state],
    words,
  };
}

async function observeRollout(
  context: StepContext,
  workload: ClusterObject,
  since: Date,
  now: Date,
): Promise<RolloutObservation> {
  const pods = await newestPods(context, workload);
  return {
    workload,
    pods,
    warnings: await warningsAbout(context, [workload, ...pods]),
    since,
    now,
  };
}

/** Pods of the newest template. Old ones may well be in trouble: that is what the change is to mend. */
export async function newestPods(
  context: StepContext,
  workload: ClusterObject,
): Promise<readonly ClusterObject[]> {
  const { clusters, target } = context;
  const pods = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: target.namespace,
    labelSelector: selectorOf(workload),
  });
  const label = await newestLabel(context, workload);
  return pods.filter(
    ({ metadata }) =>
      metadata.deletionTimestamp === undefined &&
      (label === undefined || metadata.labels?.[label.name] === label.value),
  );
}

async function newestLabel(context: StepContext, workload: ClusterObject) {
  if (workload.kind === 'StatefulSet') {
    const value = textAt(workload, 'status', 'updateRevision');
    return value === undefined
      ? undefined
      : { name: 'controller-revision-hash', value };
  }
  const [newest] = await templateRevisions(context, workload);
  const labels = fieldsAt(newest?.keeper, 'metadata', 'labels');
  const value = textAt(labels, 'pod-template-hash');
  return value === undefined ? undefined : { name: 'pod-template-hash', value };
}

async function warningsAbout(
  context: StepContext,
  objects: readonly ClusterObject[],
): Promise<readonly string[]> {
  const { clusters, target } = context;
  const names = objects.map(({ metadata }) => metadata.name);
  const events = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Event',
    namespace: target.namespace,
    fieldSelector: 'type=Warning',
  });
  return events
    .filter(event =>
      names.includes(textAt(event, 'involvedObject', 'name') ?? ''),
    )
    .sort((left, right) => timeOf(right).localeCompare(timeOf(left)))
    .flatMap(event => textAt(event, 'message')?.slice(0, 300) ?? []);
}

function timeOf(event: ClusterObject): string {
  return textAt(event, 'lastTimestamp') ?? textAt(event, 'eventTime') ?? '';
}
