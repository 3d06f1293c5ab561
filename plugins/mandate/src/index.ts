/**
 * Approvals, changes, mandates and the ledger as pages, entity cards and home page widgets.
 *
 * @packageDocumentation
 */
export { mandatePlugin as default } from './plugin';
export { mandateTranslationRef } from './translation';
