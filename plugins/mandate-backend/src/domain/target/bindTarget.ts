import {
  CONFLICT_SETS_ANNOTATION,
  CONTAINER_TYPE_ANNOTATION,
  dnsLabelSchema,
  NAMESPACE_ANNOTATION,
  TIER_ANNOTATION,
  type TargetFacts,
  WORKLOAD_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { CLUSTER_ANNOTATION, clusterIn } from './cluster';
import {
  namespaceIn,
  namespaceProblem,
  type NamespaceEnvironment,
} from './namespace';

/** What of a catalog entity matters for binding it. */
export const bindableEntitySchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    title: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({}).optional(),
});
/** What of a catalog entity matters for binding it. */
export type BindableEntity = z.infer<typeof bindableEntitySchema>;

/** The target, or which name is wrong and how to mend it. */
export type BindingOutcome =
  | { readonly type: 'bound'; readonly target: TargetFacts }
  | { readonly type: 'invalid'; readonly words: string };

/** Backstage's own annotations that say where and what an entity is in a cluster. */
const BACKSTAGE_NAMESPACE = 'backstage.io/kubernetes-namespace';
const BACKSTAGE_ID = 'backstage.io/kubernetes-id';
const BACKSTAGE_SELECTOR = 'backstage.io/kubernetes-label-selector';

/** A service whose tier is not said is neither critical nor trifling. */
const DEFAULT_TIER = 3;

/** Binds a catalog entity in an environment to cluster, namespace and workload, by its annotations and the environment. */
export function bindTarget(options: {
  readonly entity: BindableEntity;
  readonly entityRef: string;
  readonly owner?: string;
  readonly system?: string;
  readonly environment: NamespaceEnvironment;
  /** All that are configured: what belongs to another one cannot be bound here. */
  readonly environments: readonly NamespaceEnvironment[];
  readonly inCatalog: boolean;
}): BindingOutcome {
  const { entity, entityRef, environment, owner, system } = options;
  const { metadata } = entity;
  const annotations = metadata.annotations ?? {};
  const names = {
    system: nameOf(system) ?? metadata.name,
    name: metadata.name,
    owner: nameOf(owner) ?? metadata.name,
  };
  const annotation =
    annotations[NAMESPACE_ANNOTATION] ?? annotations[BACKSTAGE_NAMESPACE];
  const namespace = namespaceIn(environment, names, annotation);
  const workload = workloadOf(annotations[WORKLOAD_ANNOTATION], metadata.name);
  const problem =
    labelProblem('namespace', namespace) ??
    namespaceProblem({ ...options, names, annotation }) ??
    (workload
      ? labelProblem('workload', workload.name) ??
        workloadProblem(workload.name, metadata.name, options.inCatalog)
      : `The annotation ${WORKLOAD_ANNOTATION} of ${entityRef} must read deployment/<name> or statefulset/<name>.`);
  if (problem || !workload) {
    return { type: 'invalid', words: problem ?? '' };
  }
  const located = clusterIn(environment, annotations[CLUSTER_ANNOTATION]);
  if (located.type === 'invalid') {
    return located;
  }
  return {
    type: 'bound',
    target: {
      entityRef,
      environment: environment.name,
      cluster: located.cluster,
      namespace,
      workload,
      name: metadata.title ?? metadata.name,
      entityKind: entity.kind,
      containerType: annotations[CONTAINER_TYPE_ANNOTATION],
      owner,
      system,
      tags: metadata.tags ?? [],
      labels: metadata.labels,
      tier: tierOf(annotations[TIER_ANNOTATION]),
      production: environment.production,
      ...selectionOf(annotations),
      ...conflictSetsOf(annotations[CONFLICT_SETS_ANNOTATION]),
      inCatalog: options.inCatalog,
    },
  };
}

function labelProblem(what: string, name: string): string | undefined {
  const checked = dnsLabelSchema.safeParse(name);
  return checked.success
    ? undefined
    : `The ${what} name '${name}' cannot be used: it ${checked.error.issues[0].message}.`;
}

function workloadOf(
  annotation: string | undefined,
  entityName: string,
): TargetFacts['workload'] | undefined {
  if (annotation === undefined) {
    return { kind: 'Deployment', name: entityName };
  }
  const [, kind, name] =
    /^(deployment|statefulset)\/(.+)$/i.exec(annotation) ?? [];
  return name
    ? {
        kind:
          kind.toLowerCase() === 'deployment' ? 'Deployment' : 'StatefulSet',
        name,
      }
    : undefined;
}

/** An entity that comes with a change is about a workload of its own name, and no other. */
function workloadProblem(
  workload: string,
  entityName: string,
  inCatalog: boolean,
): string | undefined {
  return inCatalog || workload === entityName
    ? undefined
    : `An entity that comes with a change cannot choose its workload: ${WORKLOAD_ANNOTATION} names '${workload}', and the entity is called '${entityName}'. Give both the same name, or register the entity in the catalog first.`;
}

/** As Backstage does: a selector says it all, and without one the label with the entity's id. */
function selectionOf(
  annotations: Readonly<Record<string, string>>,
): Pick<TargetFacts, 'labelSelector'> {
  const id = annotations[BACKSTAGE_ID];
  const selector =
    annotations[BACKSTAGE_SELECTOR] ?? (id && `${BACKSTAGE_ID}=${id}`);
  return selector ? { labelSelector: selector } : {};
}

function conflictSetsOf(
  annotation: string | undefined,
): Pick<TargetFacts, 'conflictSets'> {
  const names = (annotation ?? '')
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '');
  return names.length > 0 ? { conflictSets: [...new Set(names)] } : {};
}

function tierOf(annotation: string | undefined): number {
  const tier = Number(annotation ?? DEFAULT_TIER);
  // A tier that cannot be read counts as the most critical.
  return Number.isInteger(tier) && tier >= 1 && tier <= 4 ? tier : 1;
}

/** `system:default/shop` is `shop`. */
function nameOf(entityRef: string | undefined): string | undefined {
  return entityRef?.replace(/^.*[/:]/, '');
}
