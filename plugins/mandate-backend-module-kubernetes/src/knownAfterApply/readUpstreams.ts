import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ExternalReference,
  type JsonObject,
  judgeReadiness,
  type LiveObjects,
  type RenderTemplateResult,
  type Template,
} from '@mandate/templates';
import type { ReadContext } from '../planning/targetWorkload';
import { joinFields } from '../domain/selectFields';

/** A rendering that found no problem. */
export type Rendering = RenderTemplateResult & { readonly ok: true };

/** What the cluster has of the resources that others wait for. */
export interface Upstreams {
  readonly live: LiveObjects;
  /** What is not there or not ready, as sentences; empty when all is. */
  readonly lacks: readonly string[];
}

/**
 * Reads the resources that values wait for: references to what is outside of the instance, and objects of the instance
 * itself. What is not ready (`readyWhen`) is lacking, and so is a reference to something that is not there.
 */
export async function readUpstreams(
  context: ReadContext,
  template: Template,
  rendering: Rendering,
): Promise<Upstreams> {
  const read = await Promise.all([
    ...rendering.externals.map(reference =>
      readExternal(context, template, reference),
    ),
    ...awaitedIds(rendering).map(id =>
      readOwn(context, template, rendering, id),
    ),
  ]);
  return {
    live: Object.fromEntries(
      read.flatMap(({ id, objects }) => (objects ? [[id, objects]] : [])),
    ),
    lacks: read.flatMap(({ words }) => words ?? []),
  };
}

interface UpstreamRead {
  readonly id: string;
  /** Absent while it is not there or not ready. */
  readonly objects?: LiveObjects[string];
  readonly words?: string;
}

async function readExternal(
  { clusters, target }: ReadContext,
  template: Template,
  reference: ExternalReference,
): Promise<UpstreamRead> {
  const { id, apiVersion, kind, namespace } = reference;
  const place = { apiVersion, kind, ...(namespace ? { namespace } : {}) };
  if ('selector' in reference) {
    const found = await clusters.list(target.cluster, {
      ...place,
      labelSelector: selectorText(reference.selector),
    });
    return judged(template, id, found.map(asJson), found.length);
  }
  const { name } = reference;
  const live = await clusters.read(target.cluster, { ...place, name });
  return live
    ? judged(template, id, [asJson(live)], 1)
    : {
        id,
        words: `${kind} ${name}${
          namespace ? ` in the namespace ${namespace}` : ''
        }, which the template reads as ${id}, is not there.`,
      };
}

async function readOwn(
  { clusters, target }: ReadContext,
  template: Template,
  { objects, ids }: Rendering,
  id: string,
): Promise<UpstreamRead> {
  const own = objects.filter((_, index) => ids[index] === id);
  const live = await Promise.all(
    own.map(({ apiVersion, kind, metadata }) =>
      clusters.read(target.cluster, {
        apiVersion,
        kind,
        name: metadata.name,
        ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      }),
    ),
  );
  // What is rendered goes over what is live: before the object is applied anew, its old fields tell nothing.
  const merged = live.flatMap((object, index) =>
    object ? [asJson(joinFields(object, asObject(own[index])))] : [],
  );
  return judged(template, id, merged, own.length);
}

function judged(
  template: Template,
  id: string,
  objects: readonly JsonObject[],
  expected: number,
): UpstreamRead {
  const resource = template.resources.find(candidate => candidate.id === id);
  if (!resource) {
    return { id };
  }
  const readiness = judgeReadiness(resource, objects, expected);
  const isMany =
    resource.kind === 'collection' || resource.kind === 'external-collection';
  if (!readiness.ready) {
    return { id, words: readiness.words };
  }
  return { id, objects: isMany ? objects : objects[0] };
}

/** The resources of the instance itself that something waits for. */
function awaitedIds({ pending, ids }: Rendering): readonly string[] {
  const roots = pending.map(({ waitsFor }) => waitsFor.split('.')[0] ?? '');
  return [...new Set(roots)].filter(root => ids.includes(root));
}

/** A label selector as the API takes it; what it cannot say selects nothing. */
function selectorText(selector: JsonObject): string {
  const { matchLabels, matchExpressions } = selector;
  const labels = Object.entries(
    typeof matchLabels === 'object' && matchLabels !== null ? matchLabels : {},
  ).map(([name, value]) => `${name}=${String(value)}`);
  const expressions = (
    Array.isArray(matchExpressions) ? matchExpressions : []
  ).map(expressionText);
  return [...labels, ...expressions].join(',');
}

function expressionText(expression: unknown): string {
  // safety: the reference was checked as Kubernetes' LabelSelector when the template was saved; what is missing is empty.
  const { key, operator, values } = (expression ?? {}) as {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  };
  switch (operator) {
    case 'Exists':
      return `${key}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${(
        values ?? []
      ).join(',')})`;
  }
}

function asJson(object: ClusterObject): JsonObject {
  // safety: it came as JSON from an API server.
  return object as unknown as JsonObject;
}

function asObject(object: Rendering['objects'][number]): ClusterObject {
  // safety: rendering checks what names an object, and everything else of it is JSON.
  return object as unknown as ClusterObject;
}
