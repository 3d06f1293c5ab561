import { assessmentSchema, planSchema } from '@mandate/plugin-mandate-common';
import type { DecisionFacts } from '@mandate/policy';
import { z } from 'zod';
import type { RiskFeatures } from '../../domain/assessment/riskFeatures';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { byChange } from '../byChange';
import {
  integerColumn,
  jsonColumn,
  optionalText,
  toJsonColumn,
} from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { onlyRow } from '../onlyRow';
import { decisionSchema } from './decisionSchema';

const revisionRowSchema = z.object({
  change_id: z.string(),
  number: z.number().int(),
  digest: z.string(),
  plan: jsonColumn(planSchema),
  assessment: jsonColumn(assessmentSchema),
  decision: jsonColumn(decisionSchema),
  because: optionalText,
  created_at: integerColumn,
});

/** Revisions of changes. They are added and read, never altered. */
export class RevisionStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** With the facts it was decided on, for replays, and what risk models learn from. */
  async insert(
    revision: ChangeRevision,
    basis: {
      readonly facts?: DecisionFacts;
      readonly riskFeatures?: RiskFeatures;
    } = {},
  ): Promise<void> {
    const { facts, riskFeatures } = basis;
    await this.#tx.knex('mandate_revisions').insert({
      change_id: revision.changeId,
      number: revision.number,
      digest: revision.digest,
      plan: toJsonColumn(revision.plan),
      assessment: toJsonColumn(revision.assessment),
      decision: toJsonColumn(revision.decision),
      facts: facts ? toJsonColumn(facts) : null,
      risk_features: riskFeatures ? toJsonColumn(riskFeatures) : null,
      because: revision.because ?? null,
      created_at: revision.createdAtMs,
    });
    await this.#keepApprovers(revision);
  }

  /** The groups that the newest plan asks: permission rules look for them. */
  async #keepApprovers({
    changeId,
    number,
    decision,
  }: ChangeRevision): Promise<void> {
    const approvers = this.#tx.knex('mandate_change_approvers');
    if (number > 1) {
      await approvers.clone().where({ change_id: changeId }).delete();
    }
    const groups = decision.requirements.flatMap(({ group, escalate = [] }) => [
      group,
      ...escalate.map(({ to }) => to),
    ]);
    if (groups.length > 0) {
      await approvers.insert(
        [...new Set(groups.map(group => group.toLowerCase()))].map(group => ({
          change_id: changeId,
          group_ref: group,
        })),
      );
    }
  }

  async get(
    changeId: string,
    number: number,
  ): Promise<ChangeRevision | undefined> {
    const row = await onlyRow(
      this.#tx.knex('mandate_revisions').where({ change_id: changeId, number }),
    );
    return row && revisionFromRow(row);
  }

  /** So many revisions of each change, the newest first: a target that moves all the time makes very many. */
  async latestOf(
    changeIds: readonly string[],
    most: number,
  ): Promise<ReadonlyMap<string, readonly ChangeRevision[]>> {
    const rows = await this.#tx
      .knex('mandate_revisions as one')
      .join('mandate_changes as change', 'change.id', 'one.change_id')
      .whereIn('one.change_id', changeIds)
      .whereRaw('one.number > change.revision - ?', [most])
      .orderBy('one.number', 'desc')
      .select('one.*');
    return byChange(rows.map(revisionFromRow), ({ changeId }) => changeId);
  }

  /** The newest revisions of changes, by change. */
  async newestOf(
    changes: readonly Change[],
  ): Promise<ReadonlyMap<string, ChangeRevision>> {
    const rows = await this.#tx.knex('mandate_revisions').whereIn(
      ['change_id', 'number'],
      changes.map(({ id, revision }) => [id, revision]),
    );
    return new Map(
      rows.map(revisionFromRow).map(revision => [revision.changeId, revision]),
    );
  }
}

function revisionFromRow(row: unknown): ChangeRevision {
  const parsed = revisionRowSchema.parse(row);
  return {
    changeId: parsed.change_id,
    number: parsed.number,
    digest: parsed.digest,
    plan: parsed.plan,
    assessment: parsed.assessment,
    decision: parsed.decision,
    because: parsed.because,
    createdAtMs: parsed.created_at,
  };
}
