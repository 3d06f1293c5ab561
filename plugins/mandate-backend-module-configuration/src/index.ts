/**
 * Configuration of services in git: effective values with their provenance, changes that mandates decide, and drift.
 *
 * @packageDocumentation
 */
export { mandateModuleConfiguration as default } from './module';
