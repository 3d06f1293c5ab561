import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';
import { z } from 'zod';
import { integerColumn, jsonColumn, toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A version of a mandate that came into force. */
export interface MandateVersion {
  /** Entity ref. */
  readonly mandate: string;
  readonly version: string;
  readonly spec: MandateSpec;
  readonly sinceMs: number;
}

const rowSchema = z
  .object({
    mandate: z.string(),
    version: z.string(),
    spec: jsonColumn(mandateSpecSchema),
    in_force_since: integerColumn,
  })
  .transform(
    (row): MandateVersion => ({
      mandate: row.mandate,
      version: row.version,
      spec: row.spec,
      sinceMs: row.in_force_since,
    }),
  );

/** Lists are for people; nobody reads further back than this. */
const MAX_LISTED = 50;

/** Every version of a mandate that was in force. They are added and read, never altered. */
export class MandateVersionStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async insert(version: MandateVersion): Promise<void> {
    await this.#table().insert({
      mandate: version.mandate,
      version: version.version,
      spec: toJsonColumn(version.spec),
      in_force_since: version.sinceMs,
    });
  }

  /** Those of a mandate, newest first. One whose stored text today's schema no longer reads is left out. */
  async ofMandate(mandate: string): Promise<readonly MandateVersion[]> {
    const rows = await this.#table()
      .where({ mandate })
      .orderBy('in_force_since', 'desc')
      .limit(MAX_LISTED);
    return rows.flatMap((row: unknown) => {
      const parsed = rowSchema.safeParse(row);
      return parsed.success ? [parsed.data] : [];
    });
  }

  #table() {
    return this.#tx.knex('mandate_mandate_versions');
  }
}
