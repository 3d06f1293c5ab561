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
import { asJson, readOwned, readReferred } from './readReferred';

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
  context: ReadContext,
  template: Template,
  reference: ExternalReference,
): Promise<UpstreamRead> {
  const { id, kind, namespace } = reference;
  const objects = await readReferred(context, reference);
  return 'selector' in reference || objects.length > 0
    ? judged(template, id, objects, objects.length)
    : {
        id,
        words: `${kind} ${reference.name}${
          namespace ? ` in the namespace ${namespace}` : ''
        }, which the template reads as ${id}, is not there.`,
      };
}

async function readOwn(
  context: ReadContext,
  template: Template,
  { objects, ids }: Rendering,
  id: string,
): Promise<UpstreamRead> {
  const own = objects.filter((_, index) => ids[index] === id);
  const live = await readOwned(context, own);
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

function asObject(object: Rendering['objects'][number]): ClusterObject {
  // safety: rendering checks what names an object, and everything else of it is JSON.
  return object as unknown as ClusterObject;
}
