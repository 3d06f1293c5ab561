import { setTimeout as delay } from 'node:timers/promises';
import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  fieldsAt,
  numberAt,
  type Observation,
  replicasOf,
  type StepContext,
  type StepHandler,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { isReady, podTroubles } from '../../domain/podTrouble';
import { stepIdOf } from '../../domain/plannedObjects';
import { isOutdated, runMarkOf, sameEffect } from '../../domain/runMark';
import {
  atVersion,
  evidenceOf,
  markOf,
  preconditionOf,
  readForObservation,
} from '../../effects/applyStep';
import { attempt } from '../../effects/attempt';
import { expectedFields, withRunMark } from '../../effects/expectedFields';
import { referenceOf, wordsFor } from '../../effects/objectReference';
import { newestPods } from '../../verification/checkRollout';

/** How long one call for a batch may take. */
export const BATCH_TIMEOUT_SECONDS = 600;
const LEAVE_BEFORE_MS = 20_000;
const LOOK_EVERY_MS = 500;

/** The Deployment of a rolling deploy. */
export type RolledDeployment = PlannedObject & {
  readonly after: ClusterObject;
  readonly applied: ClusterObject;
};

/** One batch of a rolling deploy. */
export interface Batch {
  readonly planned: RolledDeployment;
  /** How many pods are new when it is done. */
  readonly target: number;
  readonly last: boolean;
  readonly now: () => Date;
}

/** The object as it is written first: a Deployment with its rollout held, and what a template brings along as it is. */
export function heldIfRolled(object: ClusterObject): ClusterObject {
  return object.kind === 'Deployment' ? held(object) : object;
}

function held(object: ClusterObject): ClusterObject {
  return { ...object, ...withValueAt(object, ['spec', 'paused'], true) };
}

/** The Deployment that a plan rolls out in batches. */
export function rolledDeployment(plan: Plan): RolledDeployment | undefined {
  const planned = plan.objects.find(({ kind }) => kind === 'Deployment');
  return planned?.after && planned.applied
    ? { ...planned, after: planned.after, applied: planned.applied }
    : undefined;
}

/**
 * The step of one batch: lets the rollout go on until so many pods are new, holds it again, and is done when they are
 * ready. New pods in trouble hold the rollout at once, and the step is refused: the old pods serve on, and what is to
 * become of it is decided. The mark is the first step's, so that undoing that one undoes all batches.
 */
export function batchStep(batch: Batch): StepHandler {
  return {
    observe: context => observe(context, batch),
    act: context => act(context, batch),
  };
}

async function observe(
  context: StepContext,
  batch: Batch,
): Promise<Observation> {
  const found = await readForObservation(context, batch.planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  if (!live || !isOurs(context, batch, live)) {
    const name = wordsFor(batch.planned);
    return { type: 'absent', words: `${name} is not this run's any more.` };
  }
  const words = progressWords(batch, live);
  return isDone(batch, live, await newestPods(context, live))
    ? { type: 'present', words, evidence: evidenceOf(live) }
    : { type: 'absent', words };
}

async function act(context: StepContext, batch: Batch): Promise<ActOutcome> {
  const until = Date.now() + BATCH_TIMEOUT_SECONDS * 1_000 - LEAVE_BEFORE_MS;
  let live = await read(context, batch);
  for (;;) {
    context.signal.throwIfAborted();
    if (!live || !isOurs(context, batch, live)) {
      return {
        type: 'refused',
        words: `${wordsFor(
          batch.planned,
        )} was written by somebody else since, so the rollout is left as it is.`,
      };
    }
    const pods = await newestPods(context, live);
    if (isDone(batch, live, pods)) {
      return { type: 'acted' };
    }
    const troubles = pods.flatMap(pod => podTroubles(pod, batch.now()));
    if (troubles.some(({ final }) => final)) {
      const stopped = await hold(context, batch, true);
      const words = troubles.map(trouble => trouble.words).slice(0, 3);
      return stopped.type === 'acted'
        ? {
            type: 'refused',
            words: `${words.join('. ')}. The rollout is held.`,
          }
        : stopped;
    }
    const mustHold = !batch.last && hasEnough(batch, live);
    if (isHeld(live) !== mustHold) {
      const outcome = await hold(context, batch, mustHold);
      if (outcome.type !== 'acted') {
        return outcome;
      }
    }
    context.report(progressWords(batch, live));
    if (Date.now() >= until) {
      return { type: 'retry', words: progressWords(batch, live) };
    }
    await delay(LOOK_EVERY_MS, undefined, { signal: context.signal });
    live = await read(context, batch);
  }
}

/** Writes whether the rollout is held, and nothing else than what the plan has. */
function hold(
  context: StepContext,
  batch: Batch,
  isToBeHeld: boolean,
): Promise<ActOutcome> {
  const { clusters, target, changeId } = context;
  const { planned } = batch;
  const mark = ownMark(context, batch);
  return attempt(async () => {
    const live = await read(context, batch);
    if (!live || isOutdated(mark, runMarkOf(live))) {
      const words = `${wordsFor(planned)} belongs to a later run.`;
      return { type: 'refused', words };
    }
    const desired = isToBeHeld ? held(planned.applied) : planned.applied;
    await clusters.apply(
      target.cluster,
      atVersion(
        withRunMark(desired, mark, expectedFields(planned, changeId)),
        live,
      ),
      {
        ...preconditionOf(live),
        force: (planned.takesOverFrom ?? []).length > 0,
      },
    );
    return { type: 'acted' };
  });
}

function read(context: StepContext, { planned }: Batch) {
  const { clusters, target } = context;
  return clusters.read(target.cluster, referenceOf(planned));
}

function ownMark(context: StepContext, { planned }: Batch) {
  return markOf(context, stepIdOf(planned));
}

function isOurs(
  context: StepContext,
  batch: Batch,
  live: ClusterObject,
): boolean {
  const mark = runMarkOf(live);
  return (
    sameEffect(mark, ownMark(context, batch)) &&
    !isOutdated(ownMark(context, batch), mark)
  );
}

function isHeld(live: ClusterObject): boolean {
  return fieldsAt(live, 'spec').paused === true;
}

/** Old pods that a surge leaves in place make the workload available whatever becomes of the new ones: those are counted too. */
function isDone(
  batch: Batch,
  live: ClusterObject,
  newPods: readonly ClusterObject[],
): boolean {
  return (
    hasEnough(batch, live) &&
    isHeld(live) !== batch.last &&
    statusOf(live, 'availableReplicas') >= replicasOf(live) &&
    newPods.filter(isReady).length >= batch.target
  );
}

/** A status that the controller has not brought up to date says nothing. */
function hasEnough({ target }: Batch, live: ClusterObject): boolean {
  return (
    statusOf(live, 'observedGeneration') >= (live.metadata.generation ?? 0) &&
    statusOf(live, 'updatedReplicas') >= target
  );
}

function statusOf(live: ClusterObject, field: string): number {
  return numberAt(live, 'status', field) ?? 0;
}

function progressWords({ target }: Batch, live: ClusterObject): string {
  return `${statusOf(
    live,
    'updatedReplicas',
  )} of ${target} pods are new, ${statusOf(
    live,
    'availableReplicas',
  )} of ${replicasOf(live)} available.`;
}
