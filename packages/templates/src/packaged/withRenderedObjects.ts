import { checkObject } from '../graph/checkObject';
import { JsonObject } from '../json';
import { formatPath } from '../path';
import { Template, TemplateResource } from '../template';

/** Most objects of one instance. */
const MAX_OBJECTS = 100;

/**
 * A template made of a chart or a base, with the objects that were rendered for one instance and its values, in the order
 * in which they must be applied. From then on it is a template like every other, for that instance alone: `renderTemplate`,
 * `previewUpgrade` and the like place, check and compare its objects. Objects that no template may have, such as Secrets and
 * what lives outside namespaces, are its trouble.
 *
 * @public
 */
export function withRenderedObjects(
  template: Template,
  rendered:
    | { readonly ok: true; readonly objects: readonly JsonObject[] }
    | { readonly ok: false; readonly message: string },
  /** Of the instance; charts often write it into their objects. */
  namespace: string,
): Template {
  const { package: source, ...plain } = template;
  if (!source) {
    return template;
  }
  if (!rendered.ok) {
    return { ...template, package: { ...source, trouble: rendered.message } };
  }
  const objects = rendered.objects.map(object =>
    withoutOwnNamespace(object, namespace),
  );
  const trouble = troubleWith(objects);
  return trouble === undefined
    ? { ...plain, resources: objects.map(resourceOf) }
    : { ...template, package: { ...source, trouble } };
}

function troubleWith(objects: readonly JsonObject[]): string | undefined {
  if (objects.length === 0) {
    return 'It renders no objects with these parameters.';
  }
  if (objects.length > MAX_OBJECTS) {
    return `It renders ${objects.length} objects; an instance has at most ${MAX_OBJECTS}.`;
  }
  const hook = objects.find(({ metadata }) =>
    Object.hasOwn(mappingOf(mappingOf(metadata).annotations), 'helm.sh/hook'),
  );
  if (hook) {
    return `${nameOf(
      hook,
    )} is a hook, and hooks are not run here. Make it an object of the chart, or a change of its own.`;
  }
  return objects
    .flatMap(object =>
      checkObject(object, []).map(
        ({ path, message }) =>
          `${nameOf(object)}, ${formatPath(path)}: ${message}`,
      ),
    )
    .at(0);
}

function resourceOf(object: JsonObject, index: number): TemplateResource {
  return {
    id: `object${index}`,
    kind: 'object',
    path: ['spec', 'files'],
    type: { apiVersion: String(object.apiVersion), kind: String(object.kind) },
    isNamespaced: true,
    // A value, never text to look for expressions in: scripts have ${…} of their own.
    body: { kind: 'value', value: object },
    forEach: [],
    includeWhen: [],
    readyWhen: [],
    filledIn: [],
    dependsOn: [],
  };
}

function withoutOwnNamespace(
  object: JsonObject,
  namespace: string,
): JsonObject {
  const metadata = mappingOf(object.metadata);
  if (metadata.namespace !== namespace) {
    return object;
  }
  const { namespace: _own, ...others } = metadata;
  return { ...object, metadata: others };
}

function nameOf({ kind, metadata }: JsonObject): string {
  return `${kind} ${mappingOf(metadata).name}`;
}

function mappingOf(value: unknown): JsonObject {
  // safety: everything rendered is JSON.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : {};
}
