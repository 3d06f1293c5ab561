import { isJsonObject, JsonObject, JsonValue } from '../json';
import { validateParameters } from '../parameters/validateParameters';
import { TemplateInstance } from '../rendering/prepareInstance';
import { Template } from '../template';
import { PackageFormat } from './packageDocument';
import { withRenderedObjects } from './withRenderedObjects';

/**
 * The program that renders charts and bases; it lives outside of this package.
 *
 * @public
 */
export interface PackageRenderer {
  /** Answers what is wrong rather than throwing it. */
  render(request: {
    readonly format: PackageFormat;
    readonly files: Readonly<Record<string, string>>;
    readonly instance: TemplateInstance;
    /** With all defaults. */
    readonly values: JsonObject;
  }): Promise<
    | { readonly ok: true; readonly objects: readonly unknown[] }
    | { readonly ok: false; readonly message: string }
  >;
}

/**
 * The template with its objects for one instance, when it is made of a chart or a base; any other as it is. Values that are
 * not allowed are never given to a program: `renderTemplate` tells them then.
 *
 * @public
 */
export async function renderPackage(options: {
  readonly template: Template;
  readonly renderer: PackageRenderer;
  readonly instance: TemplateInstance;
  readonly values: JsonObject;
}): Promise<Template> {
  const { template, renderer, instance } = options;
  if (!template.package) {
    return template;
  }
  const validated = validateParameters(template, options.values);
  if (!validated.ok) {
    return template;
  }
  const { format, files } = template.package;
  const rendering = await renderer.render({
    format,
    files,
    instance,
    values: validated.value,
  });
  return withRenderedObjects(
    template,
    rendering.ok ? jsonObjects(rendering.objects) : rendering,
    instance.namespace,
  );
}

function jsonObjects(
  objects: readonly unknown[],
):
  | { readonly ok: true; readonly objects: readonly JsonObject[] }
  | { readonly ok: false; readonly message: string } {
  const read = objects.filter(isJsonObject);
  return read.length === objects.length && read.every(isJson)
    ? { ok: true, objects: read }
    : { ok: false, message: 'It renders something that is no JSON object.' };
}

function isJson(value: unknown): value is JsonValue {
  if (Array.isArray(value)) {
    return value.every(isJson);
  }
  if (isJsonObject(value)) {
    return Object.values(value).every(isJson);
  }
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    Number.isFinite(value)
  );
}
