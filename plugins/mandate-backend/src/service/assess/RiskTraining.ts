import { type TrainingResult, trainRiskModel } from '@mandate/analytics';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ForecastReport } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import {
  claimDetector,
  releaseDetector,
} from '../../database/detectorLeases/detectorLease';
import type { KernelStore } from '../../database/KernelStore';
import { endedChanges } from '../../database/riskModels/endedChanges';
import { featureValues } from '../../domain/assessment/forecastRisk';
import { KERNEL_ACTOR } from '../change/actors';
import { RISK_FEATURES } from '../../domain/assessment/riskFeatures';

/** Its lease stands among those of detectors, which it cannot be the name of. */
const LEASE = 'kernel/risk-training';
const LEASE_MS = 5 * 60_000;
/** The newest changes say most about the next one, and training on so many takes about a second. */
const MOST_CHANGES = 5_000;

/** Learns from how changes ended. One replica at a time does it, when it is due. */
export class RiskTraining {
  readonly #store: KernelStore;
  readonly #everyMs: number;
  readonly #logger: LoggerService;
  readonly #owner = randomUUID();

  constructor(options: {
    readonly store: KernelStore;
    readonly everyMs: number;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#everyMs = options.everyMs;
    this.#logger = options.logger;
  }

  /** Trains when it is due and nobody else does. */
  async run(): Promise<'trained' | 'not-due'> {
    const lease = { detector: LEASE, owner: this.#owner };
    const claim = await this.#store.transaction(tx =>
      claimDetector(tx, { ...lease, leaseMs: LEASE_MS }),
    );
    if (claim === 'not-due') {
      return 'not-due';
    }
    try {
      await this.#train();
    } finally {
      await this.#store.transaction(tx =>
        releaseDetector(tx, { ...lease, intervalMs: this.#everyMs }),
      );
    }
    return 'trained';
  }

  /** What forecasts rest on today, and how good they are. */
  async report(): Promise<ForecastReport> {
    const newest = await this.#store.read(tx => tx.riskModels.newest());
    return newest
      ? {
          basis: newest.riskModel ? 'model' : 'rules',
          words: newest.words,
          triedAt: new Date(newest.triedAtMs).toISOString(),
          version: newest.version,
          changes: newest.changes,
          failures: newest.failures,
          quality: newest.quality && {
            ...newest.quality,
            bins: [...newest.quality.bins],
          },
        }
      : {
          basis: 'rules',
          words: 'Nothing was learned from past changes yet.',
          changes: 0,
          failures: 0,
        };
  }

  async #train(): Promise<void> {
    const { nowMs, changes } = await this.#store.read(async tx => ({
      nowMs: await tx.now(),
      changes: await endedChanges(tx, MOST_CHANGES),
    }));
    const result = trainRiskModel({
      features: RISK_FEATURES,
      nowMs,
      changes: changes.map(({ endedAtMs, failed, features }) => ({
        endedAtMs,
        failed,
        features: featureValues({ features: RISK_FEATURES }, features),
      })),
    });
    const record = {
      triedAtMs: nowMs,
      changes: changes.length,
      failures: changes.filter(({ failed }) => failed).length,
      words: trainingWords(result),
      ...(result.trained
        ? { riskModel: result.riskModel, quality: result.riskModel.quality }
        : { quality: result.quality }),
    };
    await this.#store.transaction(async tx => {
      await tx.riskModels.insert(record);
      tx.ledger.append({
        kind: 'configuration',
        actor: KERNEL_ACTOR,
        data: {
          words: `Risk model: ${record.words}`,
          changes: record.changes,
          failures: record.failures,
          trained: result.trained,
        },
      });
    });
    this.#logger.info(`Risk model: ${record.words}`);
  }
}

function trainingWords(result: TrainingResult): string {
  return result.trained
    ? `Trained on ${result.riskModel.trainedOn} past changes.`
    : result.words;
}
