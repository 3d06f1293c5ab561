import { z } from 'zod';
import type { RiskFeatures } from '../../domain/assessment/riskFeatures';
import { integerColumn, jsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** How a past change ended, with the features of the revision that ran. */
export interface EndedChange {
  readonly endedAtMs: number;
  readonly features: RiskFeatures;
  readonly failed: boolean;
}

const rowSchema = z.object({
  state: z.enum(['succeeded', 'undone', 'stuck']),
  updated_at: integerColumn,
  risk_features: jsonColumn(z.record(z.string(), z.number())),
});

/** The newest changes that had an effect and ended, well or not; those assessed before features were kept are left out. */
export async function endedChanges(
  tx: KernelTransaction,
  limit: number,
): Promise<readonly EndedChange[]> {
  const rows: unknown[] = await tx
    .knex('mandate_changes as change')
    .join('mandate_revisions as revision', join =>
      join
        .on('revision.change_id', 'change.id')
        .andOn('revision.number', 'change.revision'),
    )
    .whereIn('change.state', ['succeeded', 'undone', 'stuck'])
    .whereNotNull('revision.risk_features')
    .orderBy('change.updated_at', 'desc')
    .limit(limit)
    .select('change.state', 'change.updated_at', 'revision.risk_features');
  return rows.map(row => {
    const { state, updated_at, risk_features } = rowSchema.parse(row);
    return {
      endedAtMs: updated_at,
      features: risk_features,
      failed: state !== 'succeeded',
    };
  });
}
