import type { ForecastQuality, RiskModel } from '@mandate/analytics';
import { forecastQualitySchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { integerColumn, jsonColumn, toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { riskModelSchema } from './riskModelSchema';

/** One attempt at training a risk model. */
export interface RiskTrainingRecord {
  /** Grows with each attempt. */
  readonly version: number;
  readonly triedAtMs: number;
  /** Past changes it had, and how many of them failed. */
  readonly changes: number;
  readonly failures: number;
  /** What came of it. */
  readonly words: string;
  /** Absent when nothing was trained: the rules count. */
  readonly riskModel?: RiskModel;
  readonly quality?: ForecastQuality;
}

const rowSchema = z.object({
  version: z.number().int(),
  tried_at: integerColumn,
  changes: z.number().int(),
  failures: z.number().int(),
  words: z.string(),
  model: jsonColumn(riskModelSchema).nullable(),
  quality: jsonColumn(forecastQualitySchema).nullable(),
});

/** So many attempts are kept. */
const KEPT = 100;

/** Trained risk models, and attempts that trained none. */
export class RiskModelStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** The newest attempt, which is the one that counts. */
  async newest(): Promise<RiskTrainingRecord | undefined> {
    const [row]: unknown[] = await this.#table()
      .orderBy('version', 'desc')
      .limit(1, { skipBinding: true });
    if (row === undefined) {
      return undefined;
    }
    const parsed = rowSchema.parse(row);
    return {
      version: parsed.version,
      triedAtMs: parsed.tried_at,
      changes: parsed.changes,
      failures: parsed.failures,
      words: parsed.words,
      riskModel: parsed.model ?? undefined,
      quality: parsed.quality ?? undefined,
    };
  }

  /** Adds an attempt under the next version and forgets the oldest ones. */
  async insert(record: Omit<RiskTrainingRecord, 'version'>): Promise<void> {
    await this.#table().insert({
      tried_at: record.triedAtMs,
      changes: record.changes,
      failures: record.failures,
      words: record.words,
      model: record.riskModel ? toJsonColumn(record.riskModel) : null,
      quality: record.quality ? toJsonColumn(record.quality) : null,
    });
    const newest = await this.newest();
    await this.#table()
      .where('version', '<=', (newest?.version ?? 0) - KEPT)
      .delete();
  }

  #table() {
    return this.#tx.knex('mandate_risk_models');
  }
}
