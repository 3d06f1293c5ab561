import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';
import { z } from 'zod';
import {
  integerColumn,
  jsonColumn,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** What the catalog shows of a mandate, whatever is in force. */
export interface CatalogMandate {
  /** Entity ref. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** The version it shows; absent when the mandate left the catalog. */
  readonly shown?: { readonly version: string; readonly spec: MandateSpec };
  readonly sinceMs: number;
  /** The change that proposes it. */
  readonly changeId?: string;
}

const rowSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    description: optionalText,
    version: optionalText,
    spec: jsonColumn(mandateSpecSchema).nullable(),
    since: integerColumn,
    change_id: optionalText,
  })
  .transform(
    (row): CatalogMandate => ({
      name: row.name,
      title: row.title,
      description: row.description,
      ...(row.version !== undefined &&
        row.spec && { shown: { version: row.version, spec: row.spec } }),
      sinceMs: row.since,
      changeId: row.change_id,
    }),
  );

/** The catalog's mandates as they were last read. */
export class CatalogMandateStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async all(): Promise<readonly CatalogMandate[]> {
    const rows = await this.#table().orderBy('name');
    return rows.flatMap((row: unknown) => {
      // A spec that today's schema no longer reads is read from the catalog again.
      const parsed = rowSchema.safeParse(row);
      return parsed.success ? [parsed.data] : [];
    });
  }

  /** Stores what the catalog shows now; nothing proposes it yet, unless a change is named. */
  async put(mandate: CatalogMandate): Promise<void> {
    await this.#table()
      .insert({
        name: mandate.name,
        title: mandate.title,
        description: mandate.description ?? null,
        version: mandate.shown?.version ?? null,
        spec: mandate.shown ? toJsonColumn(mandate.shown.spec) : null,
        since: mandate.sinceMs,
        change_id: mandate.changeId ?? null,
      })
      .onConflict('name')
      .merge();
  }

  /** Notes which change proposes what was shown since a time; nothing when the catalog shows something else by now. */
  async proposedBy(
    of: Pick<CatalogMandate, 'name' | 'sinceMs'>,
    changeId: string,
  ): Promise<void> {
    await this.#table()
      .where({ name: of.name, since: of.sinceMs })
      .update({ change_id: changeId });
  }

  #table() {
    return this.#tx.knex('mandate_catalog_mandates');
  }
}
