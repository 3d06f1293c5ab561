import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { z } from 'zod';
import type { LedgerFact } from '../../database/ledger/LedgerStore';
import type { StatusReading } from '../status/StatusReading';

/** What of a fact's data is measured. */
const dataSchema = z.looseObject({
  oversight: z.string().optional(),
  state: z.string().optional(),
  waitedMs: z.number().optional(),
});

/** Bounds of approvals in seconds: from half a minute to a week. */
const APPROVAL_SECONDS = [
  30, 60, 300, 900, 3_600, 14_400, 86_400, 259_200, 604_800,
];

/** How old the oldest of what waits is. */
const GAUGES = [
  [
    'mandate.ledger.lag',
    'How long the oldest entry waits for its place in the ledger',
    'unsequencedSinceMs',
  ],
  [
    'mandate.queue.age',
    'How long the oldest run has been due without a replica that works on it',
    'runDueSinceMs',
  ],
  [
    'mandate.outbox.age',
    'How long the oldest message has been due',
    'messageDueSinceMs',
  ],
] as const;

/**
 * The kernel's metrics, through Backstage's metrics service (OpenTelemetry). Counts come from facts that were committed to
 * the ledger, so that a transaction that is tried again counts once. No label names a target or a person.
 */
export class KernelMetrics {
  readonly #decisions;
  readonly #ended;
  readonly #approvals;

  constructor(options: {
    readonly metrics: MetricsService;
    readonly statusReading: Pick<StatusReading, 'backlog'>;
  }) {
    const { metrics, statusReading } = options;
    this.#decisions = metrics.createCounter<{ oversight: string }>(
      'mandate.decisions',
      { description: 'Revisions of changes decided, by oversight' },
    );
    this.#ended = metrics.createCounter<{ outcome: string }>(
      'mandate.changes.ended',
      { description: 'Changes that ended or got stuck, by outcome' },
    );
    this.#approvals = metrics.createHistogram('mandate.approvals.latency', {
      description: 'From the decision to the last approval that was needed',
      unit: 's',
      advice: { explicitBucketBoundaries: APPROVAL_SECONDS },
    });
    for (const [name, description, sinceOf] of GAUGES) {
      metrics
        .createObservableGauge(name, { description, unit: 's' })
        .addCallback(async result => {
          const backlog = await statusReading.backlog();
          if (backlog) {
            const sinceMs = backlog[sinceOf] ?? backlog.nowMs;
            result.observe(Math.max(0, backlog.nowMs - sinceMs) / 1_000);
          }
        });
    }
    metrics
      .createObservableGauge('mandate.messages.given_up', {
        description:
          'Messages that could not be delivered and wait for a person',
      })
      .addCallback(async result => {
        const backlog = await statusReading.backlog();
        if (backlog) {
          result.observe(backlog.deadLetters);
        }
      });
  }

  /** Counts what a transaction recorded. Call it after the commit. */
  count(facts: readonly LedgerFact[]): void {
    for (const { kind, data } of facts) {
      const { oversight, state, waitedMs } = dataSchema.parse(data);
      if (kind === 'decided' && oversight !== undefined) {
        this.#decisions.add(1, { oversight });
      }
      if (kind === 'ended' && state !== undefined) {
        this.#ended.add(1, { outcome: state });
      }
      if (kind === 'step-observed' && state === 'stuck') {
        this.#ended.add(1, { outcome: state });
      }
      if (kind === 'voted' && waitedMs !== undefined) {
        this.#approvals.record(waitedMs / 1_000);
      }
    }
  }
}
