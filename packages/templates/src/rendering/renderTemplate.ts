import { ExpressionInput } from '@mandate/policy';
import { isJsonObject, JsonObject } from '../json';
import { validateParameters } from '../parameters/validateParameters';
import { formatPath, JsonPath } from '../path';
import { Template, TemplateResource } from '../template';
import { KubernetesObject, placeObject } from './kubernetesObject';
import { evaluate, ExpressionFailure, renderNode } from './renderNode';

/** Most characters of JSON that one instance may render to: what the API server takes in one request. */
const MAX_RENDERED_LENGTH = 1_000_000;

/**
 * Which instance is rendered: its name is a DNS label, and every object goes to its namespace.
 *
 * @public
 */
export interface TemplateInstance {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Something that keeps an instance from being rendered.
 *
 * @public
 */
export type RenderProblem =
  | {
      readonly kind: 'instance' | 'parameter';
      /** `name`, `namespace`, or the parameter's path such as `resources.cpu`. */
      readonly path: string;
      readonly message: string;
    }
  | {
      readonly kind: 'template';
      /** The expression's place in the template, such as `spec.resources[0].template.spec.replicas`. */
      readonly path: string;
      readonly message: string;
    };

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
      /** The values with all defaults: what the instance pins. */
      readonly values: JsonObject;
    }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] };

/**
 * Renders an instance without a cluster. Values are validated and defaulted as the generated CRD would. Where a
 * resource reads another one, it reads that one's rendered object; a missing key is an error with its place and never
 * a wait. The same template, instance and values give the same objects.
 *
 * @public
 */
export function renderTemplate(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
}): RenderTemplateResult {
  const { template, instance, values } = options;
  const validated = validateParameters(template, values);
  const problems: RenderProblem[] = [
    ...instanceProblems(instance),
    ...(validated.ok
      ? []
      : validated.problems.map(
          problem => ({ kind: 'parameter', ...problem } as const),
        )),
  ];
  if (!validated.ok || problems.length > 0) {
    return { ok: false, problems };
  }
  const schema = {
    ...template.instanceType,
    metadata: { name: instance.name, namespace: instance.namespace },
    spec: validated.value,
  };
  return renderResources({
    template,
    instance,
    schema,
    values: validated.value,
  });
}

function renderResources(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly schema: JsonObject;
  readonly values: JsonObject;
}): RenderTemplateResult {
  const { template, instance, schema, values } = options;
  const rendered = new Map<string, KubernetesObject>();
  const skipped: string[] = [];
  const problems: RenderProblem[] = [];
  for (const resource of template.resources) {
    if (resource.dependsOn.some(id => skipped.includes(id))) {
      skipped.push(resource.id);
      continue;
    }
    if (!resource.dependsOn.every(id => rendered.has(id))) {
      continue; // What it depends on has a problem of its own, which is reported.
    }
    const input = { schema, ...Object.fromEntries(rendered) };
    const outcome = renderResource(resource, input, instance);
    if (outcome.kind === 'object') {
      rendered.set(resource.id, outcome.object);
    } else if (outcome.kind === 'skipped') {
      skipped.push(resource.id);
    } else {
      problems.push(...outcome.problems);
    }
  }
  const objects = [...rendered.values()];
  problems.push(...sameNames(template, rendered));
  if (JSON.stringify(objects).length > MAX_RENDERED_LENGTH) {
    problems.push({
      kind: 'template',
      path: 'spec.resources',
      message: `The objects have more than ${MAX_RENDERED_LENGTH} characters in all. Give shorter values.`,
    });
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, objects, ids: [...rendered.keys()], skipped, values };
}

type ResourceOutcome =
  | { readonly kind: 'object'; readonly object: KubernetesObject }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'failed'; readonly problems: readonly RenderProblem[] };

function renderResource(
  resource: TemplateResource,
  input: ExpressionInput,
  instance: TemplateInstance,
): ResourceOutcome {
  try {
    for (const condition of resource.includeWhen) {
      const included = evaluate(condition, input);
      if (typeof included !== 'boolean') {
        throw new ExpressionFailure(
          condition.path,
          `\${${condition.source}} must be true or false.`,
        );
      }
      if (!included) {
        return { kind: 'skipped' };
      }
    }
    const path = [...resource.path, 'template'];
    const value = renderNode(resource.body, input, path);
    if (!isJsonObject(value)) {
      throw new ExpressionFailure(path, 'The result is no object.');
    }
    const placed = placeObject(value, instance.namespace);
    return placed.ok
      ? { kind: 'object', object: placed.object }
      : {
          kind: 'failed',
          problems: [
            templateProblem([...path, ...placed.path], placed.message),
          ],
        };
  } catch (error) {
    if (error instanceof ExpressionFailure) {
      return {
        kind: 'failed',
        problems: [templateProblem(error.path, error.message)],
      };
    }
    throw error;
  }
}

function instanceProblems(instance: TemplateInstance): RenderProblem[] {
  return (['name', 'namespace'] as const)
    .filter(
      field =>
        instance[field].length > 63 ||
        !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(instance[field]),
    )
    .map(field => ({
      kind: 'instance',
      path: field,
      message: `"${instance[field].slice(
        0,
        80,
      )}" is no DNS label. Use at most 63 small letters, digits and "-", with a letter or digit at both ends.`,
    }));
}

/** Two resources that render the same object would overwrite each other without a word. */
function sameNames(
  template: Template,
  rendered: ReadonlyMap<string, KubernetesObject>,
): RenderProblem[] {
  const seen = new Map<string, string>();
  return template.resources.flatMap(({ id, path }) => {
    const object = rendered.get(id);
    if (!object) {
      return [];
    }
    const group = object.apiVersion.includes('/')
      ? object.apiVersion.split('/')[0]
      : '';
    const key = `${group}/${object.kind}/${object.metadata.name}`;
    const other = seen.get(key);
    seen.set(key, id);
    return other === undefined
      ? []
      : [
          templateProblem(
            [...path, 'template', 'metadata', 'name'],
            `The resources ${other} and ${id} render the same ${object.kind} ${object.metadata.name}.`,
          ),
        ];
  });
}

function templateProblem(path: JsonPath, message: string): RenderProblem {
  return { kind: 'template', path: formatPath(path), message };
}
