/**
 * Layered configuration: global, environment, service and instance are merged into one, every value can be explained,
 * and the whole is validated in one pass. Pure: no clock, no randomness, no I/O.
 *
 * @packageDocumentation
 */
export type { JsonObject, JsonPath, JsonValue } from './json';
export * from './layer/configurationFile';
export { readLayer } from './layer/readLayer';
export type { ConfigurationLayer, ReadLayerResult } from './layer/readLayer';
export { isJsonObject, formatPath } from './json';
export { visitWithSchema } from './schema/configurationSchema';
export type { ConfigurationSchemas } from './schema/configurationSchema';
export type { ConfigurationProblem, ConfigurationProblemCode } from './problem';
export { effectiveValue } from './merge/effectiveNode';
export type { EffectiveNode, Overridden, Removed } from './merge/effectiveNode';
export * from './merge/mergeLayers';
export * from './explain/explain';
export * from './explain/compareConfigurations';
export * from './validate/validateConfiguration';
export type { SecurityRule } from './validate/securityProblems';
export { configuredFigures } from './validate/limitProblems';
export type { FigureLimit } from './validate/limitProblems';
export { isSecretReference } from './validate/secretProblems';
export type { SecretReference } from './validate/secretProblems';
export type {
  DependencyFacts,
  DependencyKind,
  DependencyState,
} from './validate/dependencyProblems';
