import { planObject } from '@mandate/plugin-mandate-backend-module-kubernetes';
import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import type { FoundationPart } from '../foundation/foundation';
import { inParallel } from './inParallel';
import type { Place } from './Place';

/** What applying an object would do. */
export interface ObjectPlan {
  readonly object: ClusterObject;
  readonly planned: PlannedObject;
  /** Whether the server was asked. It cannot be while the object's namespace or kind is only planned. */
  readonly checked: boolean;
}

/** What preparing a cluster would do. */
export interface FoundationPlan {
  readonly parts: readonly {
    readonly title: string;
    readonly objects: readonly ObjectPlan[];
  }[];
  /** Why some of it cannot be; nothing is applied then. */
  readonly objections: readonly string[];
}

/** The cluster that is planned for. */
type PlanningPlace = Pick<Place, 'cluster'> & {
  readonly access: Pick<Place['access'], 'read' | 'apply'>;
};

/** Asks the server in dry runs what applying each object would do. Nothing is written. */
export async function planFoundation(
  place: PlanningPlace,
  parts: readonly FoundationPart[],
): Promise<FoundationPlan> {
  const missing = await missingContainers(place, parts);
  const planned = await inParallel(
    parts.flatMap(({ title, objects }) =>
      objects.map(object => ({ title, object })),
    ),
    async ({ title, object }) => ({
      title,
      outcome: await planOne(place, object, missing),
    }),
  );
  const found = planned.map(({ title, outcome }) => ({ title, ...outcome }));
  return {
    parts: parts.map(({ title }) => ({
      title,
      objects: found.flatMap(entry =>
        entry.title === title && entry.type === 'planned' ? [entry.plan] : [],
      ),
    })),
    objections: found.flatMap(entry =>
      entry.type === 'refused' ? [entry.words] : [],
    ),
  };
}

/** Objects that would be made or changed. */
export function effectsOf(plan: FoundationPlan): readonly ObjectPlan[] {
  return plan.parts.flatMap(({ objects }) =>
    objects.filter(({ planned }) => planned.action !== 'none'),
  );
}

type PlanOutcome =
  | { readonly type: 'planned'; readonly plan: ObjectPlan }
  | { readonly type: 'refused'; readonly words: string };

async function planOne(
  place: PlanningPlace,
  object: ClusterObject,
  missing: MissingContainers,
): Promise<PlanOutcome> {
  if (missing.holds(object)) {
    return {
      type: 'planned',
      plan: { object, planned: creation(object), checked: false },
    };
  }
  const live = await place.access.read(place.cluster, referenceTo(object));
  const outcome = await planObject(
    { clusters: place.access, target: { cluster: place.cluster } },
    { object, live, takeOverFrom: [] },
  );
  if (outcome.type === 'refused') {
    return { type: 'refused', words: `${wordsOf(object)}: ${outcome.words}` };
  }
  const [planned, second] = outcome.objects;
  return planned && !second
    ? { type: 'planned', plan: { object, planned, checked: true } }
    : {
        type: 'refused',
        words: `${wordsOf(
          object,
        )}: it has a field that cannot be changed and is otherwise than planned. Delete it yourself if nothing needs it, and run this again.`,
      };
}

interface MissingContainers {
  holds(object: ClusterObject): boolean;
}

/** Namespaces and kinds that are planned and not there yet: what lives in them can be neither read nor tried. */
async function missingContainers(
  place: PlanningPlace,
  parts: readonly FoundationPart[],
): Promise<MissingContainers> {
  const containers = parts
    .flatMap(({ objects }) => objects)
    .filter(
      ({ kind }) => kind === 'Namespace' || kind === 'CustomResourceDefinition',
    );
  const states = await inParallel(containers, async object => ({
    name: object.metadata.name,
    live: await place.access.read(place.cluster, referenceTo(object)),
  }));
  const names = new Set(
    states.filter(({ live }) => live === undefined).map(({ name }) => name),
  );
  return {
    holds: ({ apiVersion, kind, metadata }) =>
      names.has(metadata.namespace ?? '') ||
      [...names].some(name => {
        const [plural, ...group] = name.split('.');
        return (
          group.length > 0 &&
          apiVersion.startsWith(`${group.join('.')}/`) &&
          plural === `${kind.toLowerCase()}s`
        );
      }),
  };
}

function creation(object: ClusterObject): PlannedObject {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    action: 'create',
    before: null,
    after: object,
    applied: object,
  };
}

/** What names an object to the API server. */
export function referenceTo({ apiVersion, kind, metadata }: ClusterObject) {
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

/** `NetworkPolicy edge-dev/foundation-deny`. */
export function wordsOf({ kind, metadata }: ClusterObject): string {
  const { name, namespace } = metadata;
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** Whether an error is the server's refusal rather than trouble on the way to it. */
export function isRefusal(error: unknown): error is ClusterRefusedError {
  return error instanceof ClusterRefusedError;
}
