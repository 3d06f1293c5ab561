/**
 * For tests of modules.
 *
 * @packageDocumentation
 */
export * from './openapiOperations';
