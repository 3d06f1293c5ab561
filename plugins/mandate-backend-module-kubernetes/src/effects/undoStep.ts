import { fieldsAt, isWorkload } from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type {
  ActOutcome,
  Observation,
  StepContext,
  StepHandler,
} from '@mandate/plugin-mandate-node';
import { differingFields, sameFields } from '../domain/compareFields';
import { INTENT_ANNOTATION } from '../domain/intent';
import { isReplaced, leavesOwned } from '../domain/plannedObjects';
import { isOutdated, runMarkOf, sameEffect } from '../domain/runMark';
import { fieldsToRestore } from '../domain/selectFields';
import {
  atVersion,
  type Effect,
  evidenceOf,
  markOf,
  preconditionOf,
  readForObservation,
} from './applyStep';
import { withRunMark } from './expectedFields';
import { markTemplatesUndone } from './markTemplatesUndone';
import { referenceOf, wordsFor } from './objectReference';
import { attempt } from './attempt';

/**
 * Takes the effect of an apply back. What the change created is deleted, by uid; what it altered gets exactly the
 * fields it altered back, whoever set them since. An object that another change or person replaced is left alone.
 */
export function undoHandlers(
  effect: Effect,
): Required<Pick<StepHandler, 'undo' | 'observeUndone'>> {
  return {
    undo: context => attempt(() => undo(context, effect)),
    observeUndone: context => observeUndone(context, effect),
  };
}

async function undo(context: StepContext, effect: Effect): Promise<ActOutcome> {
  const { clusters, target } = context;
  const reference = referenceOf(effect.planned);
  const live = await clusters.read(target.cluster, reference);
  const need = undoNeed(context, effect, live);
  if (need === 'replaced') {
    return {
      type: 'refused',
      words: `${wordsFor(
        effect.planned,
      )} was written by somebody else since, so it is left as it is. Compare it with the plan and decide.`,
    };
  }
  if (need === 'nothing-there' || !live) {
    return { type: 'acted' };
  }
  const { before } = effect.planned;
  context.signal.throwIfAborted();
  if (!before) {
    const { uid } = live.metadata;
    const orphan =
      isReplaced(effect.planned, context.plan.objects) &&
      leavesOwned(effect.planned);
    await clusters.remove(target.cluster, reference, { uid, orphan });
    return { type: 'acted' };
  }
  if (need === 'needed' && altersPodTemplate(effect, before)) {
    await markTemplatesUndone(context, live);
  }
  const restored = withRunMark(
    carriedOn(effect, restoredFields(effect, before)),
    markOf(context, undoneStep(effect)),
  );
  await clusters.apply(target.cluster, atVersion(restored, live), {
    ...preconditionOf(live),
    force: true,
  });
  return { type: 'acted' };
}

function undoNeed(
  context: StepContext,
  effect: Effect,
  live: ClusterObject | undefined,
): 'needed' | 'fence-off' | 'nothing-there' | 'replaced' {
  const mark = runMarkOf(live);
  const own = markOf(context, effect.stepId);
  if (!live) {
    return effect.planned.before ? 'replaced' : 'nothing-there';
  }
  if (isOutdated(own, mark)) {
    return 'replaced';
  }
  if (sameEffect(mark, own)) {
    return 'needed';
  }
  if (sameEffect(mark, markOf(context, undoneStep(effect)))) {
    return isRestored(context, effect, live) ? 'nothing-there' : 'needed';
  }
  // Not written by this step: when it is still as planned from, an earlier owner of the run may be about to write it,
  // and a new version with our mark keeps it from that. Else somebody came in between.
  return isRestored(context, effect, live) ? 'fence-off' : 'replaced';
}

async function observeUndone(
  context: StepContext,
  effect: Effect,
): Promise<Observation> {
  const name = wordsFor(effect.planned);
  const found = await readForObservation(context, effect.planned);
  if (found.type === 'unknown') {
    return found;
  }
  const { live } = found;
  const { before } = effect.planned;
  if (!live) {
    return before
      ? { type: 'absent', words: `${name} does not exist any more.` }
      : { type: 'present', words: `${name} is removed again.` };
  }
  if (isRestored(context, effect, live)) {
    return {
      type: 'present',
      words: `${name} is as it was before the change.`,
      evidence: evidenceOf(live),
    };
  }
  return {
    type: 'absent',
    words: before
      ? `${name} is not as before in ${differingFields(
          restoredFields(effect, before),
          live,
        ).join(', ')}.`
      : `${name} still exists.`,
  };
}

/** All restored fields are there again, and this step's effect is no longer the last. */
function isRestored(
  context: StepContext,
  effect: Effect,
  live: ClusterObject,
): boolean {
  const { before } = effect.planned;
  return (
    !!before &&
    !sameEffect(runMarkOf(live), markOf(context, effect.stepId)) &&
    differingFields(restoredFields(effect, before), live).length === 0
  );
}

function restoredFields(effect: Effect, before: ClusterObject): ClusterObject {
  const { after, applied } = effect.planned;
  return fieldsToRestore({ before, after, applied: applied ?? after });
}

/** What was intended beyond the change's fields is still intended. */
function carriedOn(effect: Effect, restored: ClusterObject): ClusterObject {
  const note =
    effect.planned.applied?.metadata.annotations?.[INTENT_ANNOTATION];
  const { metadata } = restored;
  return note === undefined
    ? restored
    : {
        ...restored,
        metadata: {
          ...metadata,
          annotations: { ...metadata.annotations, [INTENT_ANNOTATION]: note },
        },
      };
}

function altersPodTemplate(effect: Effect, before: ClusterObject): boolean {
  const { after } = effect.planned;
  return (
    isWorkload(after) &&
    !sameFields(
      fieldsAt(before, 'spec', 'template'),
      fieldsAt(after, 'spec', 'template'),
    )
  );
}

function undoneStep(effect: Effect): string {
  return `${effect.stepId}:undone`;
}
