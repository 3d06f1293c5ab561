/**
 * Configuration of an entity: effective values with their provenance, versions, comparison and editing.
 *
 * @packageDocumentation
 */
export { configurationPlugin as default } from './plugin';
export { configurationApiRef } from './configurationApiRef';
export { configurationTranslationRef } from './translation';
