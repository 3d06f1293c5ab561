import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext, PlanOutcome } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { appliedObjects } from '../../drift/appliedObjects';
import { objectDrift, type OwnedDrift } from '../../drift/objectDrift';
import { applyRank } from '../../domain/applyOrder';
import { objectVersion } from '../../domain/targetVersion';
import { assemblePlan } from '../../planning/assemblePlan';
import { planObject } from '../../planning/planObject';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';

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

/** Plans to apply something to every object of the target that drifted. */
export async function planOnDrifted(
  context: ObserveContext,
  options: {
    readonly objects: z.output<typeof driftedObjectsSchema>;
    /** What to apply; nothing when it cannot be done, with the reason. */
    readonly desired: (
      drifted: DriftedObject,
    ) => ClusterObject | { readonly impossible: string };
    /** Whether the fields of others are taken over. */
    readonly takeOver: boolean;
    /** For people, before the plan's summary. */
    readonly words: (drifted: readonly DriftedObject[]) => string;
    readonly kind: KubernetesKindOptions;
  },
): Promise<PlanOutcome> {
  const { clusters, target } = context;
  const { kind, objects } = options;
  const live = await appliedObjects(clusters, {
    cluster: target.cluster,
    target,
  });
  const drifted = live
    .filter(
      ({ kind: type, metadata }) =>
        !objects ||
        objects.some(one => one.kind === type && one.name === metadata.name),
    )
    .map(object => ({ live: object, drift: objectDrift(object, kind.now()) }))
    .filter(({ drift }) => drift.length > 0)
    .sort((left, right) => applyRank(left.live) - applyRank(right.live));
  if (drifted.length === 0) {
    return {
      type: 'nothing-to-do',
      words: 'Nothing of it differs from what was intended.',
    };
  }
  const planned: PlannedObject[] = [];
  for (const one of drifted) {
    const desired = options.desired(one);
    if ('impossible' in desired) {
      return { type: 'impossible', words: String(desired.impossible) };
    }
    const outcome = await planObject(context, {
      object: desired,
      live: one.live,
      takeOverFrom: options.takeOver ? managersOf(one) : [],
    });
    if (outcome.type === 'refused') {
      return { type: 'impossible', words: outcome.words };
    }
    planned.push(...outcome.objects.map(asUpdate));
  }
  const outcome = assemblePlan({
    objects: planned,
    versions: drifted.map(one => objectVersion(one.live)),
    verification: kind.verification,
    unchangedWords: 'Nothing of it differs from what was intended.',
  });
  return outcome.type === 'planned'
    ? {
        type: 'planned',
        plan: {
          ...outcome.plan,
          summary: `${options.words(drifted)}. ${outcome.plan.summary}`,
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
  const more = fields.length > 3 ? ` and ${fields.length - 3} more` : '';
  return `${fields.slice(0, 3).join('; ')}${more}`;
}

/** A value in words, short. */
export function shortValue(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 100);
}

/** What is intended changes, even where no field does. */
function asUpdate(object: PlannedObject): PlannedObject {
  return object.action === 'none' ? { ...object, action: 'update' } : object;
}

function managersOf({ drift }: DriftedObject): readonly string[] {
  return [...new Set(drift.flatMap(({ owner }) => owner?.manager ?? []))];
}
