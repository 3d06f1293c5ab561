import {
  type ClusterObject,
  type PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  type ObserveContext,
} from '@mandate/plugin-mandate-node';
import { FieldConflictError } from '../cluster/refusal';
import { cleanManifest } from '../domain/cleanManifest';
import { sameFields } from '../domain/compareFields';
import { applyRank } from '../domain/plannedObjects';
import { objectVersion } from '../domain/targetVersion';
import { referenceOf } from '../effects/objectReference';
import { conflictWords } from '../effects/refusedWords';
import { otherOwnerWords } from './ownWorkload';

/** Objects with their effect, and each one's version; or why they cannot be applied. */
export type PlanObjectsOutcome =
  | {
      readonly type: 'planned';
      readonly objects: readonly PlannedObject[];
      readonly versions: readonly string[];
    }
  | { readonly type: 'impossible'; readonly words: string };

/**
 * Works out what applying objects would do. The API server says so itself in a dry run, with defaults and with its
 * objections; before the namespace exists it cannot, and the desired objects stand for themselves.
 */
export async function planObjects(
  context: ObserveContext,
  options: {
    readonly desired: readonly ClusterObject[];
    /** Managers whose fields may be taken over. */
    readonly takeOverFrom: readonly string[];
  },
): Promise<PlanObjectsOutcome> {
  const { clusters, target } = context;
  const namespace = await clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'Namespace',
    name: target.namespace,
  });
  const desired = [...options.desired].sort(
    (left, right) => applyRank(left) - applyRank(right),
  );
  const objects: PlannedObject[] = [];
  const versions: string[] = [];
  if (!namespace) {
    objects.push(created(newNamespace(context), undefined));
    versions.push(objectVersion(undefined));
  }
  for (const object of desired) {
    const live = namespace
      ? await clusters.read(target.cluster, referenceOf(object))
      : undefined;
    const othersWords = live && otherOwnerWords(live, target);
    if (othersWords) {
      return { type: 'impossible', words: othersWords };
    }
    const outcome = namespace
      ? await planObject(context, object, live, options.takeOverFrom)
      : created(object, undefined);
    if ('words' in outcome) {
      return { type: 'impossible', words: outcome.words };
    }
    objects.push(outcome);
    versions.push(objectVersion(live));
  }
  return { type: 'planned', objects, versions };
}

async function planObject(
  context: ObserveContext,
  object: ClusterObject,
  live: ClusterObject | undefined,
  takeOverFrom: readonly string[],
): Promise<PlannedObject | { readonly words: string }> {
  const dryRun = await tryApply(context, object, takeOverFrom);
  if (dryRun.type === 'refused') {
    return { words: dryRun.words };
  }
  const after = cleanManifest(dryRun.result);
  if (!live) {
    return created(after, object);
  }
  const before = cleanManifest(live);
  const { takesOverFrom } = dryRun;
  return {
    ...nameOf(object),
    action: sameFields(before, after) ? 'none' : 'update',
    before,
    after,
    applied: object,
    ...(takesOverFrom.length > 0 ? { takesOverFrom: [...takesOverFrom] } : {}),
  };
}

type DryRun =
  | {
      readonly type: 'applied';
      readonly result: ClusterObject;
      readonly takesOverFrom: readonly string[];
    }
  | { readonly type: 'refused'; readonly words: string };

async function tryApply(
  context: ObserveContext,
  object: ClusterObject,
  takeOverFrom: readonly string[],
): Promise<DryRun> {
  const { cluster } = context.target;
  try {
    const result = await context.clusters.apply(cluster, object, {
      dryRun: true,
    });
    return { type: 'applied', result, takesOverFrom: [] };
  } catch (error) {
    if (error instanceof FieldConflictError) {
      const managers = [
        ...new Set(error.conflicts.map(({ manager }) => manager)),
      ];
      const mayTakeOver = managers.every(
        manager => takeOverFrom.includes(manager) || isByHand(manager),
      );
      if (!mayTakeOver) {
        return { type: 'refused', words: conflictWords(error) };
      }
      const result = await context.clusters.apply(cluster, object, {
        dryRun: true,
        force: true,
      });
      return { type: 'applied', result, takesOverFrom: managers };
    }
    if (error instanceof ClusterRefusedError) {
      return { type: 'refused', words: error.message };
    }
    throw error;
  }
}

/**
 * What a person changed with kubectl is drift, and no second owner: it can be planned over, and the plan says so. Such
 * a plan never runs without a person.
 */
function isByHand(manager: string): boolean {
  return /^kubectl(-|$)/.test(manager);
}

function created(
  after: ClusterObject,
  applied: ClusterObject | undefined,
): PlannedObject {
  return {
    ...nameOf(after),
    action: 'create',
    before: null,
    after,
    ...(applied ? { applied } : {}),
  };
}

function newNamespace(context: ObserveContext): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: context.target.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'mandate' },
    },
  };
}

/** How a plan names an object. */
export function nameOf(object: ClusterObject) {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
  };
}
