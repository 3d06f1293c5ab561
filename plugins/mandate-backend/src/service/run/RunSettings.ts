import type { RunLimits } from '../../domain/run/journal';
import type { RetryDelay } from '../../domain/run/retryDelay';

/** How runs are worked on. All times are in milliseconds. */
export interface RunSettings {
  /** How often to look for runs that are due, when nobody wakes the worker. */
  readonly pollMs: number;
  /** How many runs one replica works on at once. */
  readonly concurrency: number;
  /** For how long a claim holds without being renewed; a paused replica loses its run after that. */
  readonly leaseMs: number;
  /** How long one call to a change kind may take. */
  readonly callTimeoutMs: number;
  /** How long to wait before a step is looked at or tried again. */
  readonly stepRetry: RetryDelay;
  /** How long to wait before the gate is asked again when it cannot be told, or the target's lock is taken. */
  readonly gateRetry: RetryDelay;
  /** How often the gate may stay unknown before a change that did nothing yet is cancelled. */
  readonly maximumGateUnknown: number;
  /** How often a change that a kill switch or a change window holds back asks again, beside when these change. */
  readonly holdMs: number;
  readonly limits: RunLimits;
  /** How often to look at the checks. */
  readonly checkMs: number;
  /** A longer gap between two looks starts the soak again. */
  readonly maximumCheckGapMs: number;
  /** How long to wait for runs to come to a safe point when the backend stops. */
  readonly drainMs: number;
}

/** What holds unless the configuration says otherwise. */
export const defaultRunSettings: RunSettings = {
  pollMs: 500,
  concurrency: 8,
  leaseMs: 30_000,
  callTimeoutMs: 60_000,
  stepRetry: { initialMs: 1_000, maximumMs: 30_000 },
  gateRetry: { initialMs: 1_000, maximumMs: 30_000 },
  maximumGateUnknown: 120,
  holdMs: 60_000,
  limits: { maximumUnknown: 12, maximumAttempts: 10 },
  checkMs: 2_000,
  maximumCheckGapMs: 30_000,
  drainMs: 15_000,
};
