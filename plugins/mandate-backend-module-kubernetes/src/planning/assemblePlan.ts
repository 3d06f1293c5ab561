import { figuresOf, imagesOf, isWorkload } from '@mandate/plugin-mandate-node';
import type {
  ClusterObject,
  Plan,
  PlannedObject,
  TemplateOrigin,
} from '@mandate/plugin-mandate-common';
import type { PlanOutcome } from '@mandate/plugin-mandate-node';
import type { VerificationTimes } from '../configuration/readConfiguration';
import { versionStep } from '../domain/imageReference';
import { plannedSteps, planSummary } from '../domain/plannedObjects';
import { targetVersion } from '../domain/targetVersion';
import { versionOf } from '../domain/workloadVersion';

/** How long undoing usually takes: one write and a rollout of a few pods. */
const TYPICAL_UNDO_SECONDS = 40;

/** Makes the plan of what was worked out; `nothing-to-do` when no object would change. */
export function assemblePlan(parts: {
  readonly objects: readonly PlannedObject[];
  readonly versions: readonly string[];
  readonly verification: VerificationTimes;
  readonly template?: TemplateOrigin;
  /** The template that the target is no instance of any more then. */
  readonly removesTemplate?: string;
  /** What else people should know. */
  readonly notes?: readonly string[];
  /** Said when nothing would change. */
  readonly unchangedWords: string;
}): PlanOutcome {
  const { objects, versions, verification, notes = [] } = parts;
  const { template, removesTemplate } = parts;
  if (objects.every(({ action }) => action === 'none')) {
    return { type: 'nothing-to-do', words: parts.unchangedWords };
  }
  const before = objects.flatMap(object => object.before ?? []);
  const after = objects.flatMap(object => object.after ?? []);
  const figures = { before: figuresOf(before), after: figuresOf(after) };
  const version = versionChange(before, after);
  const plan: Plan = {
    summary: [
      planSummary(objects, {
        before: figures.before.replicas,
        after: figures.after.replicas,
      }),
      ...notes,
    ].join('; '),
    objects: [...objects],
    steps: plannedSteps(objects),
    figures,
    ...(version ? { version } : {}),
    images: [...new Set(after.filter(isWorkload).flatMap(imagesOf))],
    ...(template ? { template } : {}),
    ...(removesTemplate === undefined ? {} : { removesTemplate }),
    baseVersion: targetVersion(versions),
    undo: { words: undoWords(objects), typicalSeconds: TYPICAL_UNDO_SECONDS },
    verification,
  };
  return { type: 'planned', plan };
}

function versionChange(
  before: readonly ClusterObject[],
  after: readonly ClusterObject[],
) {
  const workload = after.find(isWorkload);
  const to = workload && versionOf(workload);
  const earlier = before.find(isWorkload);
  return to === undefined
    ? undefined
    : versionStep(earlier && versionOf(earlier), to);
}

function undoWords(objects: readonly PlannedObject[]): string {
  const workload = objects.find(isWorkload);
  const image = workload?.before && imagesOf(workload.before)[0];
  const isUpdate = objects.some(({ action }) => action === 'update');
  const isRemoval = objects.some(({ action }) => action === 'delete');
  const isCreation = objects.some(({ action }) => action === 'create');
  const makesNamespace = objects.some(
    ({ kind, action }) => kind === 'Namespace' && action === 'create',
  );
  const sentences = [
    ...(isUpdate
      ? [
          `undone automatically to ${
            image ? `image ${image}` : 'what was before'
          }`,
        ]
      : []),
    ...(isCreation ? ['new objects are removed again'] : []),
    ...(isRemoval ? ['what is removed is made again'] : []),
    ...(makesNamespace ? ['the new namespace stays'] : []),
  ];
  return sentences.join('; ');
}
