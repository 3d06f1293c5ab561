import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  type ObserveContext,
} from '@mandate/plugin-mandate-node';
import { applyRank } from '../domain/applyOrder';
import { PART_OF_LABEL } from '../domain/applySet';
import { cleanManifest } from '../domain/cleanManifest';
import { joinFields } from '../domain/selectFields';
import { objectVersion } from '../domain/targetVersion';
import { referenceOf, wordsFor } from '../effects/objectReference';
import { inDependencyOrder, keyOf } from '../knownAfterApply/inDependencyOrder';
import type { PendingField } from '../knownAfterApply/pendingFields';
import { type ObjectSet, objectSet } from './objectSet';
import { inParallel } from './inParallel';
import { otherOwnerWords, toolWords } from './ownWorkload';
import { created, nameOf, planObject } from './planObject';

/** How many objects are asked about at once: enough to be quick, and no burden for an API server. */
const AT_ONCE = 8;

/** Objects with their effect, and each one's version; or why they cannot be applied. */
export type PlanObjectsOutcome =
  | {
      readonly type: 'planned';
      readonly objects: readonly PlannedObject[];
      readonly versions: readonly string[];
      /** What else people should know. */
      readonly notes: readonly string[];
    }
  | { readonly type: 'impossible'; readonly words: string };

/** What a template without a workload adds to a target. Its set of objects stands for it. */
export interface TargetPart {
  readonly name: string;
  /** What is recorded of it. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** What to apply. */
export interface PlanObjectsOptions {
  readonly desired: readonly ClusterObject[];
  /** Managers whose fields may be taken over. */
  readonly takeOverFrom: readonly string[];
  /** When `desired` is all that belongs to the target: what an earlier version brought beyond it is removed. */
  readonly prune?: {
    readonly most: number;
    /** When it is all that one part of the target is, beside its workload. */
    readonly part?: TargetPart;
  };
  /** What of the desired objects only the cluster can tell, once others are applied. */
  readonly pending?: readonly PendingField[];
}

/**
 * Works out what applying objects would do, in the order in which it will be done: every object's effect by a dry run
 * on the server, and last what is removed. Before the namespace exists there is no dry run, and the desired objects
 * stand for themselves. All objections are told, not only the first.
 */
export async function planObjects(
  context: ObserveContext,
  options: PlanObjectsOptions,
): Promise<PlanObjectsOutcome> {
  const { clusters, target } = context;
  const namespace = await clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'Namespace',
    name: target.namespace,
  });
  const set = await objectSet(context, options, namespace !== undefined);
  if (set.type === 'impossible') {
    return set;
  }
  const outcomes = await inParallel(
    inDependencyOrder(inOrder(set), options.pending ?? []),
    AT_ONCE,
    object =>
      namespace
        ? planOnLive(context, object, options)
        : planned([created(object)], undefined),
  );
  const objections = outcomes.flatMap(outcome =>
    outcome.type === 'impossible' ? [outcome.words] : [],
  );
  if (objections.length > 0) {
    return { type: 'impossible', words: objections.join('\n') };
  }
  const parts = [
    ...(namespace
      ? []
      : [{ planned: created(newNamespace(context)), live: undefined }]),
    ...outcomes.flatMap(outcome =>
      outcome.type === 'planned' ? outcome.parts : [],
    ),
    ...set.removed,
  ];
  return {
    type: 'planned',
    objects: parts.map(part => part.planned),
    versions: parts.map(({ live }) => objectVersion(live)),
    notes: set.notes,
  };
}

/** Stable: objects of the same kind stay in the order in which they were given. */
function inOrder({ desired }: ObjectSet): readonly ClusterObject[] {
  return [...desired].sort((left, right) => applyRank(left) - applyRank(right));
}

type PlannedParts =
  | {
      readonly type: 'planned';
      readonly parts: readonly {
        readonly planned: PlannedObject;
        readonly live: ClusterObject | undefined;
      }[];
    }
  | { readonly type: 'impossible'; readonly words: string };

async function planned(
  objects: readonly PlannedObject[],
  live: ClusterObject | undefined,
): Promise<PlannedParts> {
  return {
    type: 'planned',
    parts: objects.map(object => ({ planned: object, live })),
  };
}

async function planOnLive(
  context: ObserveContext,
  object: ClusterObject,
  { takeOverFrom, desired, pending = [] }: PlanObjectsOptions,
): Promise<PlannedParts> {
  const { clusters, target } = context;
  let live: ClusterObject | undefined;
  try {
    live = await clusters.read(target.cluster, referenceOf(object));
  } catch (error) {
    if (error instanceof ClusterRefusedError) {
      const words = `${placeWords(object, desired)}${error.message}`;
      return { type: 'impossible', words };
    }
    throw error;
  }
  const othersWords =
    live &&
    (otherOwnerWords(live, target) ??
      toolWords(live, takeOverFrom) ??
      otherSetWords(live, object));
  if (othersWords) {
    return { type: 'impossible', words: othersWords };
  }
  // With a value that is not there yet, the server cannot try it.
  if (pending.some(field => keyOf(field.object) === keyOf(object))) {
    return planned([untried(object, live)], live);
  }
  const outcome = await planObject(context, { object, live, takeOverFrom });
  if (outcome.type === 'refused') {
    const place = placeWords(object, desired);
    return { type: 'impossible', words: `${place}${outcome.words}` };
  }
  return planned(outcome.objects, live);
}

function untried(
  object: ClusterObject,
  live: ClusterObject | undefined,
): PlannedObject {
  if (!live) {
    return created(object);
  }
  const before = cleanManifest(live);
  return {
    ...nameOf(object),
    action: 'update',
    before,
    after: joinFields(before, object),
    applied: object,
  };
}

/** Which of several objects is meant, as their author counts them. */
function placeWords(
  object: ClusterObject,
  desired: readonly ClusterObject[],
): string {
  const index = desired.findIndex(
    other =>
      other.apiVersion === object.apiVersion &&
      other.kind === object.kind &&
      other.metadata.name === object.metadata.name,
  );
  return desired.length < 2 || index < 0
    ? ''
    : `Document ${index + 1}, ${wordsFor(nameOf(object))}: `;
}

/** Said when the object is there already and belongs to another part of the target, which would be broken. */
function otherSetWords(
  live: ClusterObject,
  desired: ClusterObject,
): string | undefined {
  const own = desired.metadata.labels?.[PART_OF_LABEL];
  const other = live.metadata.labels?.[PART_OF_LABEL];
  return own !== undefined && other !== undefined && own !== other
    ? `${wordsFor(
        nameOf(live),
      )} is there and belongs to another part of the same service. Two templates cannot both own it: take it out of one of them, or use an entity of its own.`
    : undefined;
}

function newNamespace({ target }: ObserveContext): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: target.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'mandate' },
    },
  };
}
