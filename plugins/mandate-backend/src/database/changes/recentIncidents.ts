import { z } from 'zod';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const countSchema = z.object({ count: integerColumn });

/** What went wrong with a target since a time: changes of any kind that failed, and findings that were opened. */
export async function recentIncidents(
  tx: KernelTransaction,
  of: {
    readonly entityRef: string;
    readonly environment: string;
    readonly sinceMs: number;
  },
): Promise<{ readonly failedChanges: number; readonly findings: number }> {
  const target = { entity_ref: of.entityRef, environment: of.environment };
  const failed: unknown = await tx
    .knex('mandate_changes')
    .where(target)
    .where('created_at', '>=', of.sinceMs)
    .whereIn('state', ['undone', 'stuck'])
    .count({ count: '*' })
    .first();
  const findings: unknown = await tx
    .knex('mandate_findings')
    .where(target)
    .where('first_seen_at', '>=', of.sinceMs)
    .count({ count: '*' })
    .first();
  return {
    failedChanges: countSchema.parse(failed).count,
    findings: countSchema.parse(findings).count,
  };
}
