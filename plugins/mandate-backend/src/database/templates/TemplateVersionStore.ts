import { z } from 'zod';
import { integerColumn, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A version of a template that was approved at some time. */
export interface StoredTemplateVersion {
  readonly name: string;
  readonly digest: string;
  /** The file. */
  readonly text: string;
  readonly state: 'approved' | 'deprecated' | 'withdrawn';
  readonly reason?: string;
  readonly decisionRecord?: string;
  /** The change that brought it into its state; absent for the bootstrap list. */
  readonly changeId?: string;
  readonly sinceMs: number;
}

const rowSchema = z
  .object({
    name: z.string(),
    digest: z.string(),
    document: z.string(),
    state: z.enum(['approved', 'deprecated', 'withdrawn']),
    reason: optionalText,
    decision_record: optionalText,
    change_id: optionalText,
    since: integerColumn,
  })
  .transform(
    (row): StoredTemplateVersion => ({
      name: row.name,
      digest: row.digest,
      text: row.document,
      state: row.state,
      reason: row.reason,
      decisionRecord: row.decision_record,
      changeId: row.change_id,
      sinceMs: row.since,
    }),
  );

/** Versions of templates by digest. */
export class TemplateVersionStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async get(digest: string): Promise<StoredTemplateVersion | undefined> {
    const row: unknown = await this.#table().where({ digest }).first();
    return row === undefined ? undefined : rowSchema.parse(row);
  }

  /** All versions of one template, or of all, newest first. */
  async all(name?: string): Promise<readonly StoredTemplateVersion[]> {
    const rows = await this.#table()
      .modify(query => {
        if (name !== undefined) {
          query.where({ name });
        }
      })
      .orderBy([{ column: 'since', order: 'desc' }, 'digest']);
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  /** Stores a version in its state, in place of what was there. */
  async put(version: StoredTemplateVersion): Promise<void> {
    await this.#table()
      .insert({
        name: version.name,
        digest: version.digest,
        document: version.text,
        state: version.state,
        reason: version.reason ?? null,
        decision_record: version.decisionRecord ?? null,
        change_id: version.changeId ?? null,
        since: version.sinceMs,
      })
      .onConflict('digest')
      .merge();
  }

  async remove(digest: string): Promise<void> {
    await this.#table().where({ digest }).delete();
  }

  #table() {
    return this.#tx.knex('mandate_template_versions');
  }
}
