import { z } from 'zod';
import type { ChangeRevision } from '../../domain/change/change';
import {
  type Intervention,
  onPlan,
} from '../../domain/intervention/intervention';
import { holdName } from '../advisoryLock';
import { byChange } from '../byChange';
import { integerColumn, optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['override', 'break-glass']),
    change_id: z.string(),
    revision: integerColumn,
    digest: z.string(),
    by: z.string(),
    reason: z.string(),
    incident: optionalText,
    at: integerColumn,
    review_due_at: integerColumn,
    reminded_at: optionalInteger,
    reviewed_by: optionalText,
    reviewed_at: optionalInteger,
    verdict: z.enum(['justified', 'not-justified']).nullable(),
    review_reason: optionalText,
  })
  .transform(
    (row): Intervention => ({
      id: row.id,
      kind: row.kind,
      changeId: row.change_id,
      revision: row.revision,
      digest: row.digest,
      by: row.by,
      reason: row.reason,
      incident: row.incident,
      atMs: row.at,
      reviewDueAtMs: row.review_due_at,
      remindedAtMs: row.reminded_at,
      ...(row.reviewed_at !== undefined &&
        row.verdict && {
          review: {
            by: row.reviewed_by ?? '',
            atMs: row.reviewed_at,
            verdict: row.verdict,
            reason: row.review_reason ?? '',
          },
        }),
    }),
  );

/** Lists are for people; nobody reads further back than this. */
const MAX_LISTED = 100;

/** Interventions and their reviews. */
export class InterventionStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Those on a change, oldest first. */
  async ofChange(changeId: string): Promise<readonly Intervention[]> {
    return (await this.ofChanges([changeId])).get(changeId) ?? [];
  }

  /** As `ofChange`, of several changes. */
  async ofChanges(
    changeIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly Intervention[]>> {
    const rows = await this.#table()
      .whereIn('change_id', changeIds)
      .orderBy(['at', 'id']);
    return byChange(
      rows.map((row: unknown) => rowSchema.parse(row)),
      ({ changeId }) => changeId,
    );
  }

  /** Those on a plan: what a gate asks. */
  async ofPlan(
    plan: Pick<ChangeRevision, 'changeId' | 'number' | 'digest'>,
  ): Promise<readonly Intervention[]> {
    return onPlan(await this.ofChange(plan.changeId), plan);
  }

  /** Keeps the person's other interventions waiting until this transaction ends, so that each sees those before it. */
  async holdPerson(by: string): Promise<void> {
    await holdName(this.#tx, `mandate-intervention/${by}`);
  }

  /** A person's broken glass that nobody reviewed yet. */
  async unreviewedBreakGlass(by: string): Promise<readonly Intervention[]> {
    const rows = await this.#table()
      .where({ by, kind: 'break-glass' })
      .whereNull('reviewed_at');
    return rows.map(row => rowSchema.parse(row));
  }

  /** The newest hundred, or those that wait for review, the most urgent first. */
  async list(filter: {
    readonly reviewed?: boolean;
  }): Promise<readonly Intervention[]> {
    const query = this.#table().limit(MAX_LISTED);
    if (filter.reviewed === false) {
      query.whereNull('reviewed_at').orderBy(['review_due_at', 'id']);
    } else {
      query.orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
      if (filter.reviewed) {
        query.whereNotNull('reviewed_at');
      }
    }
    const rows = await query;
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  async get(id: string): Promise<Intervention | undefined> {
    const row = await this.#table().where({ id }).first();
    return row && rowSchema.parse(row);
  }

  async insert(intervention: Intervention): Promise<void> {
    await this.#table().insert({
      id: intervention.id,
      kind: intervention.kind,
      change_id: intervention.changeId,
      revision: intervention.revision,
      digest: intervention.digest,
      by: intervention.by,
      reason: intervention.reason,
      incident: intervention.incident ?? null,
      at: intervention.atMs,
      review_due_at: intervention.reviewDueAtMs,
    });
  }

  /** Stores a review; of two at once, one is `reviewed` and the other `was-reviewed`. */
  async review(
    id: string,
    review: NonNullable<Intervention['review']>,
  ): Promise<'reviewed' | 'was-reviewed'> {
    const count = await this.#table()
      .where({ id })
      .whereNull('reviewed_at')
      .update({
        reviewed_by: review.by,
        reviewed_at: review.atMs,
        verdict: review.verdict,
        review_reason: review.reason,
      });
    return count === 1 ? 'reviewed' : 'was-reviewed';
  }

  /** Notes that reviewers are reminded now; false when somebody else did so since it was read. */
  async markReminded({
    id,
    remindedAtMs,
  }: Pick<Intervention, 'id' | 'remindedAtMs'>): Promise<boolean> {
    const count = await this.#table()
      .where({ id, reminded_at: remindedAtMs ?? null })
      .whereNull('reviewed_at')
      .update({ reminded_at: await this.#tx.now() });
    return count === 1;
  }

  #table() {
    return this.#tx.knex('mandate_interventions');
  }
}
