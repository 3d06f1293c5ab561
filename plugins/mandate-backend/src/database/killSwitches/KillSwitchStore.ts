import { mandateScopeSchema } from '@mandate/policy';
import { z } from 'zod';
import type { StoredKillSwitch } from '../../domain/killSwitch/killSwitch';
import {
  integerColumn,
  jsonColumn,
  optionalInteger,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    id: z.string(),
    scope: jsonColumn(mandateScopeSchema),
    changes: jsonColumn(z.array(z.string())).nullable(),
    reason: z.string(),
    engaged_by: z.string(),
    engaged_at: integerColumn,
    lifted_by: optionalText,
    lifted_at: optionalInteger,
    lift_reason: optionalText,
  })
  .transform(
    (row): StoredKillSwitch => ({
      id: row.id,
      scope: row.scope,
      ...(row.changes && { changes: row.changes }),
      reason: row.reason,
      engagedBy: row.engaged_by,
      engagedAtMs: row.engaged_at,
      ...(row.lifted_at !== undefined && {
        lifted: {
          by: row.lifted_by ?? '',
          atMs: row.lifted_at,
          reason: row.lift_reason ?? '',
        },
      }),
    }),
  );

/** Lists are for people; nobody reads further back than this. */
const MAX_LISTED = 100;

/** Kill switches. A row that cannot be read throws, and then nothing passes a gate. */
export class KillSwitchStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Those that are on, oldest first. */
  async engaged(): Promise<readonly StoredKillSwitch[]> {
    const rows = await this.#table()
      .whereNull('lifted_at')
      .orderBy([{ column: 'engaged_at' }, { column: 'id' }]);
    return rows.map(row => rowSchema.parse(row));
  }

  /** The newest hundred, newest first. */
  async newest(): Promise<readonly StoredKillSwitch[]> {
    const rows = await this.#table()
      .orderBy([
        { column: 'engaged_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MAX_LISTED);
    return rows.map(row => rowSchema.parse(row));
  }

  async get(id: string): Promise<StoredKillSwitch | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && rowSchema.parse(row);
  }

  async insert(killSwitch: StoredKillSwitch): Promise<void> {
    await this.#table().insert({
      id: killSwitch.id,
      scope: toJsonColumn(killSwitch.scope),
      changes: killSwitch.changes ? toJsonColumn(killSwitch.changes) : null,
      reason: killSwitch.reason,
      engaged_by: killSwitch.engagedBy,
      engaged_at: killSwitch.engagedAtMs,
    });
  }

  /** Lifts it; of two who do so at once, one is `lifted` and the other `was-lifted`. */
  async lift(
    id: string,
    lifted: NonNullable<StoredKillSwitch['lifted']>,
  ): Promise<'lifted' | 'was-lifted'> {
    const count = await this.#table()
      .where({ id })
      .whereNull('lifted_at')
      .update({
        lifted_by: lifted.by,
        lifted_at: lifted.atMs,
        lift_reason: lifted.reason,
      });
    return count === 1 ? 'lifted' : 'was-lifted';
  }

  #table() {
    return this.#tx.knex('mandate_kill_switches');
  }
}
