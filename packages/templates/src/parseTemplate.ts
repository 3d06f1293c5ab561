import { readDocument, TemplateDocument } from './document/readDocument';
import { readOutline } from './document/documentSchema';
import { compileTemplate } from './graph/compileTemplate';
import { isJsonObject, JsonObject } from './json';
import { KubernetesSchemas } from './kubernetes/kubernetesSchemas';
import { PACKAGE_KIND } from './packaged/packageDocument';
import { parsePackage } from './packaged/parsePackage';
import { TemplateProblem, UnplacedProblem } from './problem';
import { Template } from './template';

/**
 * A checked template with its warnings, or every error found, with line and column.
 *
 * @public
 */
export type ParseTemplateResult =
  | {
      readonly ok: true;
      readonly template: Template;
      readonly warnings: readonly TemplateProblem[];
    }
  | { readonly ok: false; readonly problems: readonly TemplateProblem[] };

/**
 * Reads a template: one YAML document in kro's ResourceGraphDefinition format (`kro.run/v1alpha1`, fields of 0.9), or one
 * that holds a Helm chart or a Kustomize base as it is (`packageText`).
 *
 * Everything that can be known before values are given is checked here, and all problems are reported at once: the
 * outline, the parameters and their defaults, our annotations, every expression's syntax, names and types, what resources
 * read from each other, cycles, and parameters nobody uses (a warning). With `schemas`, resources are checked against
 * them too: fields that do not exist or are missing, values and expressions of another type. It never throws for any
 * text.
 *
 * @public
 */
export function parseTemplate(
  text: string,
  options: { readonly schemas?: KubernetesSchemas } = {},
): ParseTemplateResult {
  const read = readDocument(text);
  if (!read.ok) {
    return read;
  }
  const { document } = read;
  if (isJsonObject(document.value) && document.value.kind === PACKAGE_KIND) {
    return placedResult(parsePackage(document.value), document);
  }
  const outline = readOutline(document.value);
  if (!outline.ok) {
    return { ok: false, problems: outline.problems.map(document.place) };
  }
  return placedResult(
    // safety: readOutline accepts mappings only.
    compileTemplate(
      outline.outline,
      document.value as JsonObject,
      options.schemas,
    ),
    document,
  );
}

function placedResult(
  compiled: {
    readonly template?: Template;
    readonly problems: readonly UnplacedProblem[];
  },
  document: TemplateDocument,
): ParseTemplateResult {
  const { template } = compiled;
  const placed = compiled.problems.map(document.place);
  return template && placed.every(({ severity }) => severity === 'warning')
    ? { ok: true, template, warnings: placed }
    : { ok: false, problems: placed };
}
