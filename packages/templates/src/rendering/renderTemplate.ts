import { JsonObject } from '../json';
import { TemplatePackage } from '../packaged/packageDocument';
import { Template } from '../template';
import { ExternalReference } from './externalReference';
import { KubernetesObject } from './kubernetesObject';
import {
  prepareInstance,
  RenderProblem,
  TemplateInstance,
  templateProblem,
} from './prepareInstance';
import { LiveObjects, renderGraph } from './renderGraph';
import { PendingValue } from './unknownValue';

/**
 * The objects in dependency order, or everything that is in the way.
 *
 * @public
 */
export type RenderTemplateResult =
  | {
      readonly ok: true;
      readonly objects: readonly KubernetesObject[];
      /** The id of each object's resource, in the same order. */
      readonly ids: readonly string[];
      /** Ids of the resources that a false `includeWhen`, theirs or an upstream's, left out. */
      readonly skipped: readonly string[];
      /** What is read from the cluster and was not among the live objects given counts as known after apply. */
      readonly externals: readonly ExternalReference[];
      /** What only the cluster can tell; the objects are complete when this is empty. */
      readonly pending: readonly PendingValue[];
      /** The values with all defaults: what the instance pins. */
      readonly values: JsonObject;
    }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] };

/**
 * Renders an instance without a cluster. Values are validated and defaulted as the generated CRD would. Where a
 * resource reads another one, it reads that one's live object if given, or else the rendered one; what only the cluster
 * knows is listed in `pending`. A missing key is an error with its place and never a wait. The work of all expressions
 * together and the size of the result are bounded. The same template, instance, values and live objects give the same
 * objects.
 *
 * @public
 */
export function renderTemplate(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
  readonly live?: LiveObjects;
}): RenderTemplateResult {
  const { template, instance } = options;
  const prepared = prepareInstance(options);
  if (!prepared.ok) {
    return prepared;
  }
  if (template.package) {
    return { ok: false, problems: [packageProblem(template.package)] };
  }
  const graph = renderGraph({
    template,
    schema: prepared.schema,
    namespace: instance.namespace,
    live: options.live ?? {},
  });
  const problems = [
    ...graph.failures.map(({ path, message }) =>
      templateProblem(path, message),
    ),
    ...sameNames(template, graph.ids, graph.objects),
  ];
  const { objects, ids, skipped, externals, pending } = graph;
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        objects,
        ids,
        skipped,
        externals,
        pending,
        values: prepared.values,
      };
}

/** A chart or a base is rendered by its own program before, see `withRenderedObjects`. */
function packageProblem({ format, trouble }: TemplatePackage): RenderProblem {
  return templateProblem(
    ['spec', 'files'],
    trouble ??
      `It is rendered by ${format} where changes are planned, which is not done here. Preview a change instead.`,
  );
}

/** Two resources that render the same object would overwrite each other without a word. */
function sameNames(
  template: Template,
  ids: readonly string[],
  objects: readonly KubernetesObject[],
): RenderProblem[] {
  const paths = new Map(template.resources.map(({ id, path }) => [id, path]));
  const seen = new Map<string, string>();
  return objects.flatMap(({ apiVersion, kind, metadata }, index) => {
    const id = ids[index];
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    const key = `${group}/${kind}/${metadata.name}`;
    const other = seen.get(key);
    seen.set(key, id);
    return other === undefined
      ? []
      : [
          templateProblem(
            [...(paths.get(id) ?? []), 'template', 'metadata', 'name'],
            other === id
              ? `The collection ${id} renders several ${kind} ${metadata.name}. The items of its lists must differ.`
              : `The resources ${other} and ${id} render the same ${kind} ${metadata.name}.`,
          ),
        ];
  });
}
