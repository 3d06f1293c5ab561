import { betaQuantile } from './betaDistribution';

/** How one change ended, for a track record. @public */
export interface RecordedOutcome {
  readonly endedAtMs: number;
  readonly failed: boolean;
}

/** What a series of outcomes says about the next one. @public */
export interface TrackRecord {
  readonly changes: number;
  readonly failures: number;
  /** Failures since the last success, the newest first. */
  readonly failuresInARow: number;
  /** The expected failure rate, smoothed and decayed. */
  readonly failureRate: number;
  /** With 90 % credibility the true rate lies between. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** Before any evidence: one in five fails, with the weight of five changes. */
const priorFailures = 1;
const priorSuccesses = 4;
const credibility = 0.9;

/**
 * A Beta-smoothed, time-decayed record: each outcome counts `0.5 ^ (age / halfLifeMs)`.
 *
 * Source: the Beta distribution as the conjugate prior of a Bernoulli rate (Gelman et al., Bayesian Data Analysis, §2.4).
 *
 * @public
 */
export function trackRecordOf(
  outcomes: readonly RecordedOutcome[],
  options: { readonly nowMs: number; readonly halfLifeMs: number },
): TrackRecord {
  let failed = priorFailures;
  let succeeded = priorSuccesses;
  for (const outcome of outcomes) {
    const age = Math.max(0, options.nowMs - outcome.endedAtMs);
    const weight = 0.5 ** (age / options.halfLifeMs);
    if (outcome.failed) {
      failed += weight;
    } else {
      succeeded += weight;
    }
  }
  const tail = (1 - credibility) / 2;
  return {
    changes: outcomes.length,
    failures: outcomes.filter(outcome => outcome.failed).length,
    failuresInARow: failuresInARow(outcomes),
    failureRate: failed / (failed + succeeded),
    interval: {
      low: betaQuantile(tail, failed, succeeded),
      high: betaQuantile(1 - tail, failed, succeeded),
    },
  };
}

function failuresInARow(outcomes: readonly RecordedOutcome[]): number {
  const newestFirst = [...outcomes].sort((a, b) => b.endedAtMs - a.endedAtMs);
  const firstSuccess = newestFirst.findIndex(({ failed }) => !failed);
  return firstSuccess === -1 ? newestFirst.length : firstSuccess;
}
