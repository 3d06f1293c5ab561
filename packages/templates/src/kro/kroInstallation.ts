import type { JsonObject } from '../json';
import type { TemplateInstance } from '../rendering/prepareInstance';
import type { Template } from '../template';
import { templateDigest } from '../templateDigest';

/** Digits of a digest that tell versions of one template apart; the kind's plural has to fit 63 characters. */
const DIGITS = 12;

/**
 * What a cluster that runs kro gets of a version of a template.
 *
 * @public
 */
export interface KroInstallation {
  /** The ResourceGraphDefinition. */
  readonly definition: JsonObject;
  /** An instance of it, with its values as they are given. */
  instance(options: {
    readonly instance: TemplateInstance;
    readonly values: JsonObject;
  }): JsonObject;
}

/**
 * A template for a cluster that runs kro: its file as it is, under a name and a kind that bear the version's digest. kro
 * brings every instance of a kind to the newest definition of it; since each version has a kind of its own, its instances
 * stay with what was approved, and an upgrade is an instance of another kind. Nothing for a Helm chart or a Kustomize base.
 * What kro makes belongs to kro: Mandate does not change it.
 *
 * @public
 */
export function kroInstallation(
  template: Template,
): KroInstallation | undefined {
  const { metadata, spec } = template.document;
  if (template.package || !isMapping(metadata) || !isMapping(spec)) {
    return undefined;
  }
  const { schema } = spec;
  if (!isMapping(schema)) {
    return undefined;
  }
  const version = templateDigest(template)
    .replace(/^sha256:/, '')
    .slice(0, DIGITS);
  const { apiVersion } = template.instanceType;
  const kind = `${template.instanceType.kind}V${version}`;
  return {
    definition: {
      ...template.document,
      metadata: { ...metadata, name: `${template.name}-${version}` },
      spec: { ...spec, schema: { ...schema, kind } },
    },
    instance: ({ instance, values }) => ({
      apiVersion,
      kind,
      metadata: { name: instance.name, namespace: instance.namespace },
      spec: values,
    }),
  };
}

function isMapping(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
