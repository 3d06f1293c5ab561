/**
 * Compliance of an entity's live workloads as an entity card.
 *
 * @packageDocumentation
 */
export { compliancePlugin as default } from './plugin';
export { complianceTranslationRef } from './translation';
