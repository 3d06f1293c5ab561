import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext, PlanOutcome } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { applyRank } from '../../domain/applyOrder';
import { objectVersion } from '../../domain/targetVersion';
import { appliedObjects } from '../../drift/appliedObjects';
import { objectDrift, type OwnedDrift } from '../../drift/objectDrift';
import { assemblePlan } from '../../planning/assemblePlan';
import { toolWords } from '../../planning/ownWorkload';
import { planObject } from '../../planning/planObject';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { objectsToRestore } from './objectsToRestore';

/** Which of the target's drifted objects are meant; all of them when absent. */
export const driftedObjectsSchema = z
  .array(
    z.strictObject({
      kind: z.string().min(1).max(100),
      name: z.string().min(1).max(253),
    }),
  )
  .min(1)
  .max(50)
  .optional();

/** An object that drifted. */
export interface DriftedObject {
  readonly live: ClusterObject;
  readonly drift: readonly OwnedDrift[];
}

/** What to do about drifted objects. */
export interface DriftTreatment {
  readonly objects: z.output<typeof driftedObjectsSchema>;
  /** What to apply; nothing when it cannot be done, with the reason. */
  readonly desired: (
    drifted: DriftedObject,
  ) => ClusterObject | { readonly impossible: string };
  /** Whether the fields of others are taken over. */
  readonly takeOver: boolean;
  /** Whether what somebody deleted is made again. */
  readonly restores: boolean;
  /** For people, before the plan's summary. */
  readonly words: (drifted: readonly DriftedObject[]) => string;
  readonly kind: KubernetesKindOptions;
}

interface Treated {
  readonly object: ClusterObject;
  readonly live: ClusterObject | undefined;
  readonly takeOverFrom: readonly string[];
}

const UNCHANGED_WORDS = 'Nothing of it differs from what was intended.';

/** Plans to apply something to every object of the target that drifted. */
export async function planOnDrifted(
  context: ObserveContext,
  treatment: DriftTreatment,
): Promise<PlanOutcome> {
  const { clusters, target } = context;
  const { kind } = treatment;
  const live = await appliedObjects(clusters, {
    cluster: target.cluster,
    target,
  });
  const drifted = live
    .map(object => ({ live: object, drift: objectDrift(object, kind.now()) }))
    .filter(
      ({ live: { kind: type, metadata }, drift }) =>
        drift.length > 0 && isMeant(treatment, type, metadata.name),
    );
  const restoring = treatment.restores
    ? await objectsToRestore(context, live)
    : { type: 'objects' as const, objects: [] };
  if (restoring.type === 'impossible') {
    return restoring;
  }
  const restored = restoring.objects.filter(({ kind: type, metadata }) =>
    isMeant(treatment, type, metadata.name),
  );
  const treated: Treated[] = restored.map(object => ({
    object,
    live: undefined,
    takeOverFrom: [],
  }));
  for (const one of drifted) {
    // Whoever took the object over would change it back again, and we that.
    const managed = treatment.takeOver ? toolWords(one.live) : undefined;
    if (managed) {
      return { type: 'impossible', words: managed };
    }
    const object = treatment.desired(one);
    if ('impossible' in object) {
      return { type: 'impossible', words: String(object.impossible) };
    }
    const takeOverFrom = treatment.takeOver ? managersOf(one) : [];
    treated.push({ object, live: one.live, takeOverFrom });
  }
  const words = [
    ...(drifted.length > 0 ? [treatment.words(drifted)] : []),
    ...(restored.length > 0 ? [`Made again: ${namesOf(restored)}`] : []),
  ].join('. ');
  return planTreated(context, treated, { words, kind });
}

async function planTreated(
  context: ObserveContext,
  treated: readonly Treated[],
  { words, kind }: { words: string; kind: KubernetesKindOptions },
): Promise<PlanOutcome> {
  const ordered = [...treated].sort(
    (left, right) => applyRank(left.object) - applyRank(right.object),
  );
  const planned: PlannedObject[] = [];
  const versions: string[] = [];
  for (const one of ordered) {
    const outcome = await planObject(context, one);
    if (outcome.type === 'refused') {
      return { type: 'impossible', words: outcome.words };
    }
    planned.push(...outcome.objects.map(asUpdate));
    versions.push(...outcome.objects.map(() => objectVersion(one.live)));
  }
  const outcome = assemblePlan({
    objects: planned,
    versions,
    verification: kind.verification,
    unchangedWords: UNCHANGED_WORDS,
  });
  return outcome.type === 'planned'
    ? {
        type: 'planned',
        plan: {
          ...outcome.plan,
          summary: `${words}. ${outcome.plan.summary}`,
        },
      }
    : outcome;
}

/** "spec.replicas from 2 to 5", at most three. */
export function driftWords(
  drifted: readonly DriftedObject[],
  of: (field: OwnedDrift) => string,
): string {
  const fields = drifted.flatMap(({ live, drift }) =>
    drift.map(field => `${live.kind} ${live.metadata.name}: ${of(field)}`),
  );
  return firstThree(fields, '; ');
}

/** A value in words, short. */
export function shortValue(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}

function namesOf(objects: readonly ClusterObject[]): string {
  return firstThree(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    ', ',
  );
}

function firstThree(words: readonly string[], between: string): string {
  const more = words.length > 3 ? ` and ${words.length - 3} more` : '';
  return `${words.slice(0, 3).join(between)}${more}`;
}

function isMeant(
  { objects }: Pick<DriftTreatment, 'objects'>,
  kind: string,
  name: string,
): boolean {
  return (
    !objects || objects.some(one => one.kind === kind && one.name === name)
  );
}

/** What is intended changes, even where no field does. */
function asUpdate(object: PlannedObject): PlannedObject {
  return object.action === 'none' ? { ...object, action: 'update' } : object;
}

function managersOf({ drift }: DriftedObject): readonly string[] {
  return [...new Set(drift.flatMap(({ owner }) => owner?.manager ?? []))];
}
