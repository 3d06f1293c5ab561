/**
 * Resource-graph templates in kro's format: check, validate parameters, render, identify and classify. Pure: no
 * clock, no randomness, no I/O.
 *
 * @packageDocumentation
 */
export type { JsonObject, JsonValue } from './json';
export type { TemplateProblem, TemplateProblemCode } from './problem';
export {
  TEMPLATE_ANNOTATIONS,
  parameterBoundsSchema,
  parameterFormSchema,
  parameterRangesSchema,
} from './annotations';
export type {
  ParameterBounds,
  ParameterForm,
  ParameterRanges,
  TemplateAnnotations,
} from './annotations';
export * from './operationAnnotations';
export type { Reference } from './expressions/references';
export * from './parseTemplate';
export type { JsonPath } from './path';
export type {
  Template,
  TemplateExpression,
  TemplateNode,
  TemplateResource,
} from './template';
export type * from './parameters/parameterSchema';
export type {
  ParameterProblem,
  ValidationResult,
} from './parameters/validateValue';
export * from './parameters/validateParameters';
export * from './parameters/parametersJsonSchema';
export * from './rendering/renderTemplate';
export type { KubernetesObject } from './rendering/kubernetesObject';
export * from './templateDigest';
export * from './classification/classifyInstance';
