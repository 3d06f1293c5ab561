/**
 * Compliance rules on live workloads and on plans.
 *
 * @packageDocumentation
 */
export { mandateModuleCompliance as default } from './module';
