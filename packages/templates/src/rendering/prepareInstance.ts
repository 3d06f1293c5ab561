import { JsonObject } from '../json';
import { validateParameters } from '../parameters/validateParameters';
import { formatPath, JsonPath } from '../path';
import { Template } from '../template';

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

/** What expressions read as `schema`, with the values checked and defaulted; or what is wrong with them. */
export function prepareInstance(options: {
  readonly template: Template;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
}):
  | {
      readonly ok: true;
      readonly schema: JsonObject;
      readonly values: JsonObject;
    }
  | { readonly ok: false; readonly problems: readonly RenderProblem[] } {
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
  return validated.ok && problems.length === 0
    ? {
        ok: true,
        values: validated.value,
        schema: {
          ...template.instanceType,
          metadata: { name: instance.name, namespace: instance.namespace },
          spec: validated.value,
        },
      }
    : { ok: false, problems };
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

/** A problem with a place in the template. */
export function templateProblem(
  path: JsonPath,
  message: string,
): RenderProblem {
  return { kind: 'template', path: formatPath(path), message };
}
