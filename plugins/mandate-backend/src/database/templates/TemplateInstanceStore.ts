import { z } from 'zod';
import { integerColumn, jsonColumn, toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** What a target was rendered from. */
export interface StoredTemplateInstance {
  readonly entityRef: string;
  readonly environment: string;
  readonly template: string;
  readonly digest: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly images: readonly string[];
  readonly namespace: string;
  readonly workload: string;
  /** Whether it has no workload: a target can have several of those, each of another template, beside its workload. */
  readonly isPart: boolean;
  /** The change that made it so. */
  readonly changeId: string;
  readonly sinceMs: number;
}

const rowSchema = z
  .object({
    entity_ref: z.string(),
    environment: z.string(),
    template: z.string(),
    digest: z.string(),
    values: jsonColumn(z.record(z.string(), z.unknown())),
    images: jsonColumn(z.array(z.string())),
    namespace: z.string(),
    workload: z.string(),
    part: z.string(),
    change_id: z.string(),
    since: integerColumn,
  })
  .transform(
    (row): StoredTemplateInstance => ({
      entityRef: row.entity_ref,
      environment: row.environment,
      template: row.template,
      digest: row.digest,
      values: row.values,
      images: row.images,
      namespace: row.namespace,
      workload: row.workload,
      isPart: row.part !== '',
      changeId: row.change_id,
      sinceMs: row.since,
    }),
  );

/** Which instances to list. */
export interface InstanceQuery {
  readonly template?: string;
  readonly digest?: string;
  readonly entityRef?: string;
}

/** Instances by target. */
export class TemplateInstanceStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async list(
    query: InstanceQuery = {},
  ): Promise<readonly StoredTemplateInstance[]> {
    const { template, digest, entityRef } = query;
    const rows = await this.#table()
      .where({
        ...(template !== undefined && { template }),
        ...(digest !== undefined && { digest }),
        ...(entityRef !== undefined && { entity_ref: entityRef }),
      })
      .orderBy(['entity_ref', 'environment', 'part']);
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  /** Stores what a target, or one part of it, is rendered from now. */
  async put(instance: StoredTemplateInstance): Promise<void> {
    // A version of a template can lose its workload or get one.
    await this.remove(instance);
    await this.#table()
      .insert({
        entity_ref: instance.entityRef,
        environment: instance.environment,
        template: instance.template,
        digest: instance.digest,
        values: toJsonColumn(instance.values),
        images: toJsonColumn(instance.images),
        namespace: instance.namespace,
        workload: instance.workload,
        part: instance.isPart ? instance.template : '',
        change_id: instance.changeId,
        since: instance.sinceMs,
      })
      .onConflict(['entity_ref', 'environment', 'part'])
      .merge();
  }

  /** Forgets that a target is an instance of a template. */
  async remove({
    entityRef,
    environment,
    template,
  }: Pick<
    StoredTemplateInstance,
    'entityRef' | 'environment' | 'template'
  >): Promise<void> {
    await this.#table()
      .where({ entity_ref: entityRef, environment, template })
      .delete();
  }

  #table() {
    return this.#tx.knex('mandate_template_instances');
  }
}
