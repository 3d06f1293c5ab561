/**
 * What an entity costs, as an entity card.
 *
 * @packageDocumentation
 */
export { costsPlugin as default } from './plugin';
export { costsTranslationRef } from './translation';
