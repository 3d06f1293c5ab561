/**
 * Detector for crash-looping workloads, the remedy that restarts, then rolls back, and the health card's data.
 *
 * @packageDocumentation
 */
export { mandateModuleHealth as default } from './module';
