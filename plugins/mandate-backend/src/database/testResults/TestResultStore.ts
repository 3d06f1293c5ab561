import {
  type TestResult,
  testResultSchema,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { byChange } from '../byChange';
import { integerColumn, toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A plan that can have test results. */
interface TestedPlan {
  readonly changeId: string;
  readonly digest: string;
}

/** A test result of one plan of a change. */
export interface StoredTestResult extends TestedPlan {
  readonly result: TestResult;
  readonly attachedBy: string;
  readonly attachedAtMs: number;
}

const rowSchema = z
  .object({
    change_id: z.string(),
    digest: z.string(),
    name: z.string(),
    outcome: z.string(),
    url: z.string().nullable(),
    counts: z.string().nullable(),
    attached_by: z.string(),
    attached_at: integerColumn,
  })
  .transform(
    (row): StoredTestResult => ({
      changeId: row.change_id,
      digest: row.digest,
      result: testResultSchema.parse({
        name: row.name,
        outcome: row.outcome,
        ...(row.url !== null && { url: row.url }),
        ...(row.counts !== null && { counts: JSON.parse(row.counts) }),
      }),
      attachedBy: row.attached_by,
      attachedAtMs: row.attached_at,
    }),
  );

/** Test results, one a name and plan. */
export class TestResultStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Writes a result in the place of an earlier one of its name. */
  async put(stored: StoredTestResult): Promise<void> {
    const { result } = stored;
    await this.#tx
      .knex('mandate_test_results')
      .insert({
        change_id: stored.changeId,
        digest: stored.digest,
        name: result.name,
        outcome: result.outcome,
        url: result.url ?? null,
        counts: result.counts ? toJsonColumn(result.counts) : null,
        attached_by: stored.attachedBy,
        attached_at: stored.attachedAtMs,
      })
      .onConflict(['change_id', 'digest', 'name'])
      .merge();
  }

  /** Those of one plan, by name. */
  async ofPlan(plan: TestedPlan): Promise<readonly TestResult[]> {
    const stored = await this.ofPlans([plan]);
    return (stored.get(plan.changeId) ?? []).map(({ result }) => result);
  }

  /** Those of plans, one plan of each change, by change and name. */
  async ofPlans(
    plans: readonly TestedPlan[],
  ): Promise<ReadonlyMap<string, readonly StoredTestResult[]>> {
    const rows = await this.#tx
      .knex('mandate_test_results')
      .whereIn(
        ['change_id', 'digest'],
        plans.map(({ changeId, digest }) => [changeId, digest]),
      )
      .orderBy('name');
    return byChange(
      rows.map((row: unknown) => rowSchema.parse(row)),
      ({ changeId }) => changeId,
    );
  }
}
