import { JsonObject, JsonValue } from '../json';
import { formatPath, JsonPath } from '../path';
import { Template, TemplateResource } from '../template';
import { decideInclusion } from './decideInclusion';
import { ExternalReference, renderReference } from './externalReference';
import { ExpressionFailure, ExpressionRun } from './expressionRun';
import { itemsOf } from './itemsOf';
import { KubernetesObject } from './kubernetesObject';
import { RenderedObject, renderObject } from './renderObject';
import { PendingValue } from './unknownValue';
import { UpstreamValue } from './upstreamValue';

/** Most characters of JSON that one instance may render to: what the API server takes in one request. */
const MAX_RENDERED_LENGTH = 1_000_000;

/**
 * Live objects by resource id: one, or for a collection or a selector a list.
 *
 * @public
 */
export type LiveObjects = Readonly<
  Record<string, JsonObject | readonly JsonObject[]>
>;

/** A problem with its place in the template. */
export interface PlacedFailure {
  readonly path: JsonPath;
  readonly message: string;
}

/** What rendering has come to so far. */
export class GraphRendering {
  readonly objects: KubernetesObject[] = [];
  /** The id of each object's resource, in the same order. */
  readonly ids: string[] = [];
  readonly skipped: string[] = [];
  readonly externals: ExternalReference[] = [];
  readonly pending: PendingValue[] = [];
  readonly failures: PlacedFailure[] = [];
  /** To evaluate more over the same resources. */
  readonly run: ExpressionRun;
  private length = 0;

  constructor(
    schema: JsonObject,
    private readonly namespace: string,
    private readonly live: LiveObjects,
  ) {
    this.run = new ExpressionRun(schema);
  }

  /** Renders one more resource, after all that it depends on. */
  add(resource: TemplateResource): void {
    const { upstreams } = this.run;
    const states = resource.dependsOn.map(id => upstreams.get(id)?.state);
    if (states.includes('skipped')) {
      this.skip(resource.id);
      return;
    }
    if (states.includes(undefined)) {
      return; // What it depends on has a problem of its own, which is reported.
    }
    try {
      this.addIncluded(resource);
    } catch (error) {
      if (!(error instanceof ExpressionFailure)) {
        throw error;
      }
      this.failures.push({ path: error.path, message: error.message });
    }
  }

  /** Notes a failure when the objects are more than one request may hold. */
  isTooLong(): boolean {
    if (this.length <= MAX_RENDERED_LENGTH) {
      return false;
    }
    this.failures.push({
      path: ['spec', 'resources'],
      message: `The objects have more than ${MAX_RENDERED_LENGTH} characters in all. Give shorter values.`,
    });
    return true;
  }

  private addIncluded(resource: TemplateResource) {
    const { id } = resource;
    const inclusion = decideInclusion(resource, this.run);
    if (!inclusion.decided) {
      this.wait('inclusion', id, inclusion);
    } else if (!inclusion.included) {
      this.skip(id);
    } else if (
      resource.kind === 'external' ||
      resource.kind === 'external-collection'
    ) {
      this.addExternal(resource);
    } else {
      this.addObjects(resource);
    }
  }

  private addExternal(resource: TemplateResource) {
    const rendered = renderReference(resource, this.run, this.namespace);
    if (rendered.known) {
      this.externals.push(rendered.reference);
      this.keep(resource.id, { state: 'unknown' });
    } else {
      this.wait('collection', resource.id, rendered);
    }
  }

  private addObjects(resource: TemplateResource) {
    const { id, kind, forEach, filledIn } = resource;
    const items = itemsOf(forEach, this.run);
    if (!items.known) {
      const path = [...resource.path, 'forEach'];
      this.wait('collection', id, { waitsFor: items.waitsFor, path });
      return;
    }
    const objects: RenderedObject[] = [];
    for (const item of items.items) {
      const rendered = renderObject(resource, this.run, this.namespace, item);
      this.length += JSON.stringify(rendered.object).length;
      if (this.length > MAX_RENDERED_LENGTH) {
        return;
      }
      objects.push(rendered);
    }
    for (const [position, { object, unknown }] of objects.entries()) {
      this.objects.push(object);
      this.ids.push(id);
      for (const { field, waitsFor, expression } of unknown) {
        const path = formatPath(expression.path);
        this.pending.push({
          kind: 'value',
          id,
          object: position,
          field,
          waitsFor,
          path,
        });
      }
    }
    this.keep(id, {
      state: 'rendered',
      isCollection: kind === 'collection',
      objects: objects.map(({ object, unknown }) => ({
        value: object,
        unknown: [...unknown.map(({ field }) => field), ...filledIn],
      })),
    });
  }

  private skip(id: string) {
    this.skipped.push(id);
    this.run.upstreams.set(id, { state: 'skipped' });
  }

  private wait(
    kind: 'inclusion' | 'collection',
    id: string,
    { waitsFor, path }: { readonly waitsFor: string; readonly path: JsonPath },
  ) {
    this.pending.push({ kind, id, waitsFor, path: formatPath(path) });
    this.run.upstreams.set(id, { state: 'unknown' });
  }

  /** The live objects, where they are given, say more than the rendered ones. */
  private keep(id: string, otherwise: UpstreamValue) {
    const live: JsonValue | undefined = Object.hasOwn(this.live, id)
      ? this.live[id]
      : undefined;
    this.run.upstreams.set(
      id,
      live === undefined ? otherwise : { state: 'live', value: live },
    );
  }
}

/** Renders the resources in dependency order; each reads the live or the rendered objects of those before it. */
export function renderGraph(options: {
  readonly template: Template;
  readonly schema: JsonObject;
  readonly namespace: string;
  readonly live: LiveObjects;
}): GraphRendering {
  const { template, schema, namespace, live } = options;
  const rendering = new GraphRendering(schema, namespace, live);
  for (const resource of template.resources) {
    rendering.add(resource);
    if (rendering.isTooLong()) {
      break;
    }
  }
  return rendering;
}
