/**
 * The CEL engine alone: parse, check, estimate, plan, run, format. See the README.
 */
export * from './syntax/expression';
export * from './syntax/issue';
export * from './syntax/parseExpression';
export * from './syntax/position';
export * from './check/checkExpression';
export * from './check/checkedExpression';
export * from './plan/planExpression';
export * from './plan/program';
export * from './environments/createEnvironment';
export * from './environments/environmentNamed';
export * from './environments/ownEnvironments';
export * from './library/library';
export * from './library/celEnvironment';
export { overload, member } from './library/overload';
export * from './types/celType';
export * from './types/typeProvider';
export * from './types/formatType';
export * from './types/typeFromJsonSchema';
export * from './types/typeFromZod';
export * from './types/typesFromOpenApi';
export * from './values/runtimeValue';
export { CelDouble, CelUint } from './values/numbers';
export * from './values/time';
export * from './values/optional';
export * from './values/celMap';
export * from './values/typeValue';
export * from './syntax/format/formatExpression';
export * from './editor/diagnose';
export * from './editor/complete';
export type { CompletionItem, CompletionList } from './editor/completion';
export * from './editor/hover';
export * from './editor/formatSource';
