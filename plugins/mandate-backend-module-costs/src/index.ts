/**
 * Costs of workloads from requests and a price list, and of pending changes.
 *
 * @packageDocumentation
 */
export { mandateModuleCosts as default } from './module';
