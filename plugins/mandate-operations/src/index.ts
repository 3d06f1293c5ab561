/**
 * How an entity's workloads are and what happened to them, and actions that propose changes.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
export { operationsTranslationRef } from './translation';
