import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  ClusterRefusedError,
  ClusterUnavailableError,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { NotFoundError } from '@backstage/errors';
import { cleanManifest } from '../domain/cleanManifest';
import { differingFields, sameFields } from '../domain/compareFields';
import { objectOfStep } from '../domain/plannedObjects';
import { fillInChange } from '../domain/restartMark';
import {
  isOutdated,
  type RunMark,
  runMarkOf,
  sameEffect,
} from '../domain/runMark';
import { objectVersion, partOfVersion } from '../domain/targetVersion';
import { expectedFields, withRunMark } from './expectedFields';
import { referenceOf, wordsFor } from './objectReference';
import { attempt } from './attempt';
import { removalOf, removeStep } from './removeStep';
import { undoHandlers } from './undoStep';

/**
 * How a step differs from writing just what its plan has.
 *
 * @public
 */
export interface ApplyStepOptions {
  /** Below this path such fields become ours first, so that those the plan does not name are removed. */
  readonly takeOverUnder?: readonly string[];
  /** Changes what is written first, in ways that a later step of the plan takes back. */
  readonly alter?: (object: ClusterObject) => ClusterObject;
}

/** An object that a plan writes, and what its step needs to know. */
export interface Effect {
  readonly planned: PlannedObject & { readonly after: ClusterObject };
  /** The object's version when it was planned. */
  readonly baseVersion: string;
  readonly stepId: string;
  readonly options: ApplyStepOptions;
}

/**
 * The step that writes one object of a plan by server-side apply, or deletes it.
 *
 * The write carries what was read (resource version and uid), so that the API server refuses it when the object moved
 * in between, and the mark of its run, so that the effect is recognised and a late write of an earlier owner of the
 * run is refused. An object that is not as planned any more is left alone.
 *
 * @public
 */
export function applyStep(
  plan: Plan,
  stepId: string,
  options: ApplyStepOptions = {},
): StepHandler {
  const found = objectOfStep(plan, stepId);
  const baseVersion = found && partOfVersion(plan.baseVersion, found.index);
  const before = found?.object.before;
  if (found?.object.action === 'delete' && before) {
    const planned = { ...found.object, before };
    return removeStep(removalOf(plan, planned, baseVersion ?? ''));
  }
  const effect = effectOf(plan, stepId, options);
  const handler: StepHandler = {
    observe: context => observeEffect(context, effect),
    act: context => attempt(() => act(context, effect)),
  };
  // A new namespace stays: it costs nothing, and deleting it would delete what others put into it.
  return effect.planned.kind === 'Namespace'
    ? handler
    : { ...handler, ...undoHandlers(effect) };
}

function effectOf(
  plan: Plan,
  stepId: string,
  options: ApplyStepOptions,
): Effect {
  const found = objectOfStep(plan, stepId);
  const after = found?.object.after;
  if (!found || !after) {
    throw new NotFoundError(`The plan has no step '${stepId}'.`);
  }
  return {
    planned: { ...found.object, after },
    baseVersion: partOfVersion(plan.baseVersion, found.index) ?? '',
    stepId,
    options,
  };
}

async function observeEffect(
  context: StepContext,
  effect: Effect,
): Promise<Observation> {
  const name = wordsFor(effect.planned);
  const found = await readForObservation(context, effect.planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  if (!live) {
    return { type: 'absent', words: `${name} does not exist.` };
  }
  if (isNamespaceOfOurs(effect, live)) {
    return {
      type: 'present',
      words: `${name} is there.`,
      evidence: evidenceOf(live),
    };
  }
  if (!sameEffect(runMarkOf(live), markOf(context, effect.stepId))) {
    return { type: 'absent', words: `${name} was not written by this step.` };
  }
  const expected = expectedFields(effect.planned, context.changeId);
  const differing = differingFields(expected, live);
  return differing.length > 0
    ? {
        type: 'absent',
        words: `${name} was written, but differs since in ${differing.join(
          ', ',
        )}.`,
      }
    : {
        type: 'present',
        words: `${name} is as planned.`,
        evidence: evidenceOf(live),
      };
}

async function act(context: StepContext, effect: Effect): Promise<ActOutcome> {
  const { planned, options } = effect;
  const { cluster } = context.target;
  const mark = markOf(context, effect.stepId);
  const live = await context.clusters.read(cluster, referenceOf(planned));
  if (live?.metadata.deletionTimestamp) {
    const words = `${wordsFor(planned)} is still being deleted.`;
    return { type: 'retry', words };
  }
  if (isNamespaceOfOurs(effect, live)) {
    return { type: 'acted' };
  }
  const objection = objectionTo(effect, mark, live);
  if (objection) {
    return { type: 'refused', words: objection };
  }
  const { alter = unaltered } = options;
  const desired = alter(
    fillInChange(planned.applied ?? planned.after, context.changeId),
  );
  const takesOverFrom = planned.takesOverFrom ?? [];
  context.signal.throwIfAborted();
  context.report(`Applies ${planned.kind} ${planned.name}.`);
  await context.clusters.apply(
    cluster,
    atVersion(
      withRunMark(desired, mark, expectedFields(planned, context.changeId)),
      live,
    ),
    {
      ...preconditionOf(live),
      force: takesOverFrom.length > 0,
      ...(options.takeOverUnder
        ? { takeOver: { from: takesOverFrom, under: options.takeOverUnder } }
        : {}),
    },
  );
  return { type: 'acted' };
}

/** Two first changes in one namespace may both plan to make it: the later one finds what it wanted. */
function isNamespaceOfOurs(
  { planned }: Effect,
  live: ClusterObject | undefined,
): boolean {
  return (
    planned.kind === 'Namespace' &&
    planned.action === 'create' &&
    live !== undefined &&
    live.metadata.deletionTimestamp === undefined &&
    runMarkOf(live) !== undefined &&
    live.metadata.labels?.['app.kubernetes.io/managed-by'] === 'mandate'
  );
}

function unaltered(object: ClusterObject): ClusterObject {
  return object;
}

function objectionTo(
  effect: Effect,
  mark: RunMark,
  live: ClusterObject | undefined,
): string | undefined {
  const { planned } = effect;
  const name = wordsFor(planned);
  const liveMark = runMarkOf(live);
  if (isOutdated(mark, liveMark)) {
    return `${name} was written by a later owner of this run (${liveMark?.fence}, we are ${mark.fence}); an earlier one must not write it.`;
  }
  const isOurs = sameEffect(liveMark, mark);
  if (planned.action === 'create' && live && !isOurs) {
    return `${name} exists meanwhile, though the plan creates it. Propose the change again to see what it would alter.`;
  }
  if (planned.action === 'update' && !live) {
    return `${name} was deleted since the change was planned. Propose it again to see what it would create.`;
  }
  if (!isOurs && live && !isAsPlannedFrom(effect, live)) {
    return `${name} was changed by somebody since the change was planned. Propose it again to see what it would do now.`;
  }
  return undefined;
}

/** A version that moved and left every field as it was is no difference: planning again would give the same plan. */
function isAsPlannedFrom(effect: Effect, live: ClusterObject): boolean {
  const { before } = effect.planned;
  return (
    objectVersion(live) === effect.baseVersion ||
    (before !== null && sameFields(cleanManifest(live), before))
  );
}

/** The mark that this run leaves for a step. */
export function markOf(context: StepContext, step: string): RunMark {
  const { changeId, revision, fence } = context;
  return { changeId, revision, step, fence };
}

/** What the API server must find when it writes. */
export function preconditionOf(live: ClusterObject | undefined) {
  return live
    ? { resourceVersion: live.metadata.resourceVersion }
    : { mustNotExist: true };
}

/** With the uid, an object that was deleted in between is not created again. */
export function atVersion(
  object: ClusterObject,
  live: ClusterObject | undefined,
): ClusterObject {
  return live
    ? { ...object, metadata: { ...object.metadata, uid: live.metadata.uid } }
    : object;
}

/** The live object, or that it cannot be told. */
export async function readForObservation(
  context: StepContext,
  planned: PlannedObject,
): Promise<
  | { readonly type: 'read'; readonly live: ClusterObject | undefined }
  | { readonly type: 'unknown'; readonly words: string }
> {
  try {
    const reference = referenceOf(planned);
    const { clusters, target } = context;
    return {
      type: 'read',
      live: await clusters.read(target.cluster, reference),
    };
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { type: 'unknown', words: error.message };
    }
    throw error;
  }
}

/** What proves an observation. */
export function evidenceOf(live: ClusterObject) {
  const { uid, generation, resourceVersion, name, namespace } = live.metadata;
  const { kind } = live;
  return { kind, name, namespace, uid, generation, resourceVersion };
}
