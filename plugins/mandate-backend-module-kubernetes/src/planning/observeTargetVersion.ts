import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import { differingFields } from '../domain/compareFields';
import { isReplaced } from '../domain/plannedObjects';
import { runMarkOf } from '../domain/runMark';
import {
  objectVersion,
  partOfVersion,
  targetVersion,
} from '../domain/targetVersion';
import { expectedFields } from '../effects/expectedFields';
import { referenceOf } from '../effects/objectReference';
import { withoutPending } from '../knownAfterApply/pendingFields';

/**
 * The target's version now. An object that a run brought to exactly what the plan says counts as not moved: between
 * two steps of a run, its own effects are no drift.
 *
 * @public
 */
export async function observeTargetVersion(
  { clusters, target }: ObserveContext,
  planWithPending: Plan,
): Promise<string> {
  // What the run filled in is its own effect as well.
  const plan = withoutPending(planWithPending);
  const parts = await Promise.all(
    plan.objects.map(async (planned, index) => {
      const live = await clusters.read(target.cluster, referenceOf(planned));
      const mark = runMarkOf(live);
      const after = planned.after ?? madeAnew(planned, plan);
      const base = partOfVersion(plan.baseVersion, index);
      // Deleted as planned, or on the way to being made anew.
      const isGone =
        live === undefined &&
        (planned.action === 'delete' || isReplaced(planned, plan.objects));
      const isAsPlanned =
        planned.action !== 'none' &&
        mark !== undefined &&
        after !== null &&
        differingFields(
          expectedFields({ ...planned, after }, mark.changeId),
          live,
        ).length === 0;
      return (isAsPlanned || isGone) && base !== undefined
        ? base
        : objectVersion(live);
    }),
  );
  return targetVersion(parts);
}

/** What a deletion's object will be when the plan makes it anew. */
function madeAnew(planned: PlannedObject, plan: Plan): ClusterObject | null {
  const creation = plan.objects.find(
    object =>
      object.action === 'create' &&
      nameOfObject(object) === nameOfObject(planned),
  );
  return creation?.after ?? null;
}

function nameOfObject({ apiVersion, kind, name }: PlannedObject): string {
  return `${apiVersion} ${kind} ${name}`;
}
