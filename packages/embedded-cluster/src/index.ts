/**
 * A small Kubernetes API server with simulated nodes, for first runs, demos and tests.
 *
 * @packageDocumentation
 */
export { startEmbeddedCluster } from './startEmbeddedCluster';
export type {
  EmbeddedCluster,
  EmbeddedClusterOptions,
} from './startEmbeddedCluster';
export { DEFAULT_TIMING, FAST_TIMING } from './simulation/SimulationTiming';
export type { SimulationTiming } from './simulation/SimulationTiming';
export type { Clock } from './clock/Clock';
export { SteppedClock } from './clock/SteppedClock';
export { faultPlanSchema } from './faults/faultPlan';
export type { FaultPlan } from './faults/faultPlan';
export { imageProfileSchema } from './simulation/imageProfiles';
export type { ImageProfile } from './simulation/imageProfiles';
export { PROCESS_ANNOTATION } from './processes/PodProcesses';
export { FAILURE_ANNOTATION } from './simulation/podFailure';
