import { setTimeout as delay } from 'node:timers/promises';
import type { Plan, PlannedObject } from '@mandate/plugin-mandate-common';
import {
  applyStep,
  objectStatus,
  partOfVersion,
} from '@mandate/plugin-mandate-backend-module-kubernetes';
import {
  type ActOutcome,
  isWorkload,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { MONITORING_NAMESPACE } from '../foundation/namespaces';
import { keepGrafanaSecret } from './keepGrafanaSecret';
import { toleratingUnknownKinds } from './toleratingUnknownKinds';

const LOOK_EVERY_MS = 200;
/** Half a minute. */
const MOST_LOOKS = 150;

/**
 * The step that writes one part of the foundation: its objects one after the other, each as a deploy writes an object, with
 * the same preconditions, marks and undo. A step that was cut goes on with the first object that is not there.
 */
export function partStep(plan: Plan, stepId: string): StepHandler {
  const objects = objectsOfStep(plan, stepId);
  return {
    observe: context => firstMissing(tolerant(context), objects),
    act: context => actOnEach(tolerant(context), objects),
    undo: context => undoEach(tolerant(context), [...objects].reverse()),
    observeUndone: context => firstLeft(tolerant(context), objects),
  };
}

/** The id of the step of a part: which of the plan's objects it writes, since a run may resume anywhere. */
export function partStepId(part: number, from: number, to: number): string {
  return `part-${part}-objects-${from}-to-${to}`;
}

interface ObjectStep {
  readonly handler: StepHandler;
  /** The plan of this object alone: two parts may have objects of the same kind and name in other namespaces. */
  readonly plan: Plan;
}

function objectsOfStep(plan: Plan, stepId: string): readonly ObjectStep[] {
  const [, from = '0', to = '0'] =
    /^part-\d+-objects-(\d+)-to-(\d+)$/.exec(stepId) ?? [];
  return plan.objects.slice(Number(from), Number(to)).map((object, index) => {
    const own: Plan = {
      ...plan,
      objects: [object],
      baseVersion: partOfVersion(plan.baseVersion, Number(from) + index) ?? '',
    };
    return { plan: own, handler: applyStep(own, objectStepId(object)) };
  });
}

function objectStepId({ kind, name }: PlannedObject): string {
  return `apply-${kind.toLowerCase()}-${name}`;
}

async function firstMissing(
  context: StepContext,
  objects: readonly ObjectStep[],
): Promise<Observation> {
  for (const { handler, plan } of objects) {
    const seen = await handler.observe({ ...context, plan });
    if (seen.type !== 'present') {
      return seen;
    }
  }
  return { type: 'present', words: `All ${objects.length} objects are there.` };
}

async function actOnEach(
  context: StepContext,
  objects: readonly ObjectStep[],
): Promise<ActOutcome> {
  if (objects.some(({ plan }) => isGrafana(plan.objects[0]))) {
    await keepGrafanaSecret(context);
  }
  for (const { handler, plan } of objects) {
    const seen = await handler.observe({ ...context, plan });
    const outcome =
      seen.type === 'present'
        ? { type: 'acted' as const }
        : await handler.act({ ...context, plan });
    if (outcome.type !== 'acted') {
      return outcome;
    }
    if (!(await isServed(context, plan.objects[0]))) {
      return { type: 'retry', words: 'A new kind is not served yet.' };
    }
  }
  return { type: 'acted' };
}

/** A kind that was defined a moment ago is not served at once, and what comes next may be of it. */
async function isServed(
  { clusters, target, signal }: StepContext,
  object: PlannedObject | undefined,
): Promise<boolean> {
  if (object?.kind !== 'CustomResourceDefinition') {
    return true;
  }
  const { apiVersion, kind, name } = object;
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const live = await clusters.read(target.cluster, {
      apiVersion,
      kind,
      name,
    });
    if (live && objectStatus(live).state === 'current') {
      return true;
    }
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
  return false;
}

function tolerant(context: StepContext): StepContext {
  return { ...context, clusters: toleratingUnknownKinds(context.clusters) };
}

function isGrafana(object: PlannedObject | undefined): boolean {
  return (
    object !== undefined &&
    isWorkload(object.after ?? object) &&
    object.namespace === MONITORING_NAMESPACE &&
    object.name === 'grafana'
  );
}

async function undoEach(
  context: StepContext,
  objects: readonly ObjectStep[],
): Promise<ActOutcome> {
  for (const { handler, plan } of objects) {
    const outcome = await handler.undo?.({ ...context, plan });
    if (outcome && outcome.type !== 'acted') {
      return outcome;
    }
  }
  return { type: 'acted' };
}

async function firstLeft(
  context: StepContext,
  objects: readonly ObjectStep[],
): Promise<Observation> {
  for (const { handler, plan } of objects) {
    const seen = await handler.observeUndone?.({ ...context, plan });
    if (seen && seen.type !== 'present') {
      return seen;
    }
  }
  return { type: 'present', words: 'All is as it was before.' };
}
