/**
 * Resource-graph templates in kro's format: check, validate parameters, render, identify and classify. Pure: no
 * clock, no randomness, no I/O.
 *
 * @packageDocumentation
 */
export type { JsonObject, JsonValue } from './json';
export type { TemplateProblem, TemplateProblemCode } from './problem';
export { TEMPLATE_ANNOTATIONS } from './annotations/templateAnnotations';
export type { TemplateAnnotations } from './annotations/templateAnnotations';
export * from './annotations/parameterSchemas';
export * from './annotations/operationAnnotations';
export * from './annotations/testAnnotations';
export type { Reference } from './expressions/references';
export { duplicateKey, type DuplicateKey } from './document/duplicateKey';
export * from './parseTemplate';
export type { JsonPath } from './path';
export { schemasFromOpenApi } from './kubernetes/kubernetesSchemas';
export type {
  KindSchema,
  KubernetesSchemas,
} from './kubernetes/kubernetesSchemas';
export type {
  Template,
  TemplateCheck,
  TemplateExpression,
  TemplateIterator,
  TemplateNode,
  TemplateResource,
  TemplateResourceKind,
} from './template';
export type * from './parameters/parameterSchema';
export type {
  ParameterProblem,
  ValidationResult,
} from './parameters/validateValue';
export * from './parameters/validateParameters';
export * from './parameters/validateUpdate';
export * from './parameters/parametersJsonSchema';
export type {
  RenderProblem,
  TemplateInstance,
} from './rendering/prepareInstance';
export * from './rendering/renderTemplate';
export * from './rendering/renderStatus';
export * from './rendering/judgeReadiness';
export * from './rendering/judgeChecks';
export * from './rendering/unknownValue';
export type { ExternalReference } from './rendering/externalReference';
export type { LiveObjects } from './rendering/renderGraph';
export type { KubernetesObject } from './rendering/kubernetesObject';
export {
  packageFormatSchema,
  type PackageFormat,
  type TemplatePackage,
} from './packaged/packageDocument';
export { PARAMETERS_FILE } from './packaged/kustomizeBase';
export * from './packaged/packageText';
export * from './packaged/renderPackage';
export * from './packaged/withRenderedObjects';
export * from './isStateful';
export * from './kro/kroInstallation';
export * from './templateDigest';
export * from './versions/currentVersion';
export * from './classification/classifyInstance';
export * from './parameters/sampleValues';
export { compareTemplates } from './upgrade/compareTemplates';
export type { TemplateDifference } from './upgrade/compareTemplates';
export * from './upgrade/previewUpgrade';
export type { VersionBump } from './upgrade/imageSteps';
export * from './matching/rankTemplates';
export * from './matching/readRequirement';
export * from './novel/draftTemplate';
export * from './novel/objectsFromCompose';
export * from './novel/decisionRecord';
