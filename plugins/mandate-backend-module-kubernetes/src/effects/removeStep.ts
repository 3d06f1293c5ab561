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
import { cleanManifest } from '../domain/cleanManifest';
import { differingFields, sameFields } from '../domain/compareFields';
import { ownedFields } from '../domain/managedFields';
import { isReplaced, leavesOwned, stepIdOf } from '../domain/plannedObjects';
import { isOutdated, runMarkOf, sameEffect } from '../domain/runMark';
import { objectVersion } from '../domain/targetVersion';
import {
  atVersion,
  evidenceOf,
  markOf,
  preconditionOf,
  readForObservation,
} from './applyStep';
import { attempt } from './attempt';
import { withRunMark } from './expectedFields';
import { referenceOf, wordsFor } from './objectReference';

/** An object that a plan deletes, and what its step needs to know. */
export interface Removal {
  readonly planned: PlannedObject & { readonly before: ClusterObject };
  readonly baseVersion: string;
  readonly stepId: string;
  /** Made anew by a later step of the same plan. */
  readonly replaced: boolean;
}

/** A plan's step that deletes an object. */
export function removalOf(
  plan: Plan,
  planned: PlannedObject & { readonly before: ClusterObject },
  baseVersion: string,
): Removal {
  return {
    planned,
    baseVersion,
    stepId: stepIdOf(planned),
    replaced: isReplaced(planned, plan.objects),
  };
}

/**
 * The step that deletes one object of a plan, when it is still as it was planned from: by uid and resource version, so
 * that the API server refuses when somebody came in between. Undoing it makes the object again, as it was.
 */
export function removeStep(removal: Removal): StepHandler {
  return {
    observe: context => observe(context, removal),
    act: context => attempt(() => act(context, removal)),
    undo: context => attempt(() => undo(context, removal)),
    observeUndone: context => observeUndone(context, removal),
  };
}

async function observe(
  context: StepContext,
  removal: Removal,
): Promise<Observation> {
  const name = wordsFor(removal.planned);
  const found = await readForObservation(context, removal.planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  if (!live || isMadeAnew(context, removal, live)) {
    return { type: 'present', words: `${name} is deleted.` };
  }
  return {
    type: 'absent',
    words: live.metadata.deletionTimestamp
      ? `${name} is being deleted.`
      : `${name} still exists.`,
  };
}

async function act(
  context: StepContext,
  removal: Removal,
): Promise<ActOutcome> {
  const { planned, baseVersion, replaced } = removal;
  const { clusters, target } = context;
  const reference = referenceOf(planned);
  const live = await clusters.read(target.cluster, reference);
  const name = wordsFor(planned);
  if (!live || isMadeAnew(context, removal, live)) {
    return { type: 'acted' };
  }
  if (live.metadata.deletionTimestamp) {
    return { type: 'retry', words: `${name} is still being deleted.` };
  }
  const mark = markOf(context, removal.stepId);
  if (isOutdated(mark, runMarkOf(live))) {
    return {
      type: 'refused',
      words: `${name} was written by a later owner of this run; an earlier one must not delete it.`,
    };
  }
  if (
    objectVersion(live) !== baseVersion &&
    !sameFields(cleanManifest(live), planned.before)
  ) {
    return {
      type: 'refused',
      words: `${name} was changed by somebody since the change was planned, so it is not deleted. Propose the change again to see what it would remove now.`,
    };
  }
  context.signal.throwIfAborted();
  context.report(`Deletes ${name}.`);
  const { uid, resourceVersion } = live.metadata;
  await clusters.remove(target.cluster, reference, {
    uid,
    resourceVersion,
    orphan: replaced && leavesOwned(planned),
  });
  return { type: 'acted' };
}

async function undo(
  context: StepContext,
  removal: Removal,
): Promise<ActOutcome> {
  const { clusters, target } = context;
  const { planned } = removal;
  const mark = markOf(context, `${removal.stepId}:undone`);
  const live = await clusters.read(target.cluster, referenceOf(planned));
  if (live?.metadata.deletionTimestamp) {
    return {
      type: 'retry',
      words: `${wordsFor(planned)} is still being deleted.`,
    };
  }
  if (live && !sameFields(cleanManifest(live), planned.before)) {
    return {
      type: 'refused',
      words: `${wordsFor(
        planned,
      )} was made by somebody else since, so it is left as it is. Compare it with the plan and decide.`,
    };
  }
  context.signal.throwIfAborted();
  // When it is still there, a new version with our mark keeps an earlier owner of the run from deleting it.
  const again = withRunMark(live ? ownedFields(live) : planned.before, mark);
  await clusters.apply(target.cluster, atVersion(again, live), {
    ...preconditionOf(live),
    force: true,
  });
  return { type: 'acted' };
}

async function observeUndone(
  context: StepContext,
  removal: Removal,
): Promise<Observation> {
  const { planned } = removal;
  const name = wordsFor(planned);
  const found = await readForObservation(context, planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  if (!live) {
    return { type: 'absent', words: `${name} does not exist.` };
  }
  const differing = differingFields(planned.before, cleanManifest(live));
  return differing.length > 0
    ? {
        type: 'absent',
        words: `${name} is not as before in ${differing.join(', ')}.`,
      }
    : {
        type: 'present',
        words: `${name} is as it was before the change.`,
        evidence: evidenceOf(live),
      };
}

/** What is there under the name is what the plan's next step made. */
function isMadeAnew(
  context: StepContext,
  { planned, replaced }: Removal,
  live: ClusterObject,
): boolean {
  const creation = markOf(context, stepIdOf({ ...planned, action: 'create' }));
  return replaced && sameEffect(runMarkOf(live), creation);
}
