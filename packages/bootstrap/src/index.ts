/**
 * Prepares a bare Kubernetes cluster: namespaces, networks, quotas, accounts, policies, monitoring, a pipeline.
 *
 * @packageDocumentation
 */
export { runMandate } from './command/runMandate';
export { bootstrap, type BootstrapOutcome } from './bootstrap';
export {
  bootstrapSettingsSchema,
  type BootstrapSettings,
} from './foundation/settings';
export type { Terminal } from './command/terminal';
export { mandateModuleBootstrap as default } from './module';
