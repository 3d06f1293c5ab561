import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  ClusterRefusedError,
} from '@mandate/plugin-mandate-node';
import { FieldConflictError } from '../cluster/refusal';
import { alignedWith } from '../domain/alignFields';
import { cleanManifest } from '../domain/cleanManifest';
import { sameFields } from '../domain/compareFields';
import { immutableFieldWords, isReplaceable } from '../domain/immutableFields';
import { conflictWords } from '../effects/refusedWords';

/**
 * Where an object would be applied.
 *
 * @public
 */
export interface ApplyPlace {
  readonly clusters: Pick<ClusterAccess, 'apply'>;
  readonly target: { readonly cluster: string };
}

/**
 * What applying one object would do. Two planned objects when it has to be deleted and made anew.
 *
 * @public
 */
export type PlanObjectOutcome =
  | { readonly type: 'planned'; readonly objects: readonly PlannedObject[] }
  | { readonly type: 'refused'; readonly words: string };

/**
 * What applying an object would do. The API server says so itself in a dry run, with its defaults and objections.
 * Fields that cannot be changed make it two steps, deleting and making anew, which are as visible as any other.
 *
 * @public
 */
export async function planObject(
  context: ApplyPlace,
  options: {
    readonly object: ClusterObject;
    readonly live: ClusterObject | undefined;
    /** Managers whose fields may be taken over. */
    readonly takeOverFrom: readonly string[];
  },
): Promise<PlanObjectOutcome> {
  const { object, live, takeOverFrom } = options;
  const dryRun = await tryApply(context, object, takeOverFrom);
  switch (dryRun.type) {
    case 'refused':
      return dryRun;
    case 'immutable':
      return live && isReplaceable(object)
        ? { type: 'planned', objects: replaced(object, live) }
        : { type: 'refused', words: immutableFieldWords(object, dryRun.words) };
    default: {
      const after = cleanManifest(dryRun.result);
      return {
        type: 'planned',
        objects: [
          live ? updated({ ...options, live }, dryRun) : created(after, object),
        ],
      };
    }
  }
}

/** A planned creation; `applied` is missing where no dry run was possible. */
export function created(
  after: ClusterObject,
  applied?: ClusterObject,
): PlannedObject {
  return {
    ...nameOf(after),
    action: 'create',
    before: null,
    after,
    ...(applied ? { applied } : {}),
  };
}

/** A planned deletion. */
export function deleted(live: ClusterObject): PlannedObject {
  return {
    ...nameOf(live),
    action: 'delete',
    before: cleanManifest(live),
    after: null,
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

function updated(
  { object, live }: { object: ClusterObject; live: ClusterObject },
  { result, takesOverFrom }: DryRun & { readonly type: 'applied' },
): PlannedObject {
  const before = cleanManifest(live);
  const after = alignedWith(before, cleanManifest(result));
  return {
    ...nameOf(object),
    action: sameFields(before, after) ? 'none' : 'update',
    before,
    after,
    applied: object,
    ...(takesOverFrom.length > 0 ? { takesOverFrom: [...takesOverFrom] } : {}),
  };
}

/** No dry run tells the defaults of an object that is in the way itself. */
function replaced(
  object: ClusterObject,
  live: ClusterObject,
): readonly PlannedObject[] {
  return [deleted(live), created(object)];
}

type DryRun =
  | {
      readonly type: 'applied';
      readonly result: ClusterObject;
      readonly takesOverFrom: readonly string[];
    }
  | { readonly type: 'immutable'; readonly words: string }
  | { readonly type: 'refused'; readonly words: string };

async function tryApply(
  context: ApplyPlace,
  object: ClusterObject,
  takeOverFrom: readonly string[],
): Promise<DryRun> {
  try {
    return await applyDry(context, object, takeOverFrom);
  } catch (error) {
    if (!(error instanceof ClusterRefusedError)) {
      throw error;
    }
    const words = error.message;
    return isImmutableRefusal(error)
      ? { type: 'immutable', words }
      : { type: 'refused', words };
  }
}

async function applyDry(
  { clusters, target }: ApplyPlace,
  object: ClusterObject,
  takeOverFrom: readonly string[],
): Promise<DryRun> {
  const { cluster } = target;
  try {
    const result = await clusters.apply(cluster, object, { dryRun: true });
    return { type: 'applied', result, takesOverFrom: [] };
  } catch (error) {
    if (!(error instanceof FieldConflictError)) {
      throw error;
    }
    const managers = [
      ...new Set(error.conflicts.map(({ manager }) => manager)),
    ];
    const mayTakeOver = managers.every(
      manager => takeOverFrom.includes(manager) || isByHand(manager),
    );
    if (!mayTakeOver) {
      return { type: 'refused', words: conflictWords(error) };
    }
    const result = await clusters.apply(cluster, object, {
      dryRun: true,
      force: true,
    });
    return { type: 'applied', result, takesOverFrom: managers };
  }
}

/**
 * What a person changed with kubectl is drift, and no second owner: it can be planned over, and the plan says so. Such
 * a plan never runs without a person.
 */
function isByHand(manager: string): boolean {
  return /^kubectl(-|$)/.test(manager);
}

/** The API server has no reason of its own for it; these are its words for selectors, claims, Services and StatefulSets. */
function isImmutableRefusal({ status, message }: ClusterRefusedError): boolean {
  return (
    status === 422 &&
    /field is immutable|is immutable after creation|may not change once set|updates to statefulset spec for fields other than|cannot change from/i.test(
      message,
    )
  );
}
