/**
 * Catalog kind Mandate, our annotations, and entities that changes bring with them.
 *
 * @packageDocumentation
 */
export { catalogModuleMandate as default } from './module';
