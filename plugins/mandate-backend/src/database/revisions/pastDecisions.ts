import {
  CHANGE_MANDATE_KIND,
  type ChangeState,
  terminalChangeStates,
} from '@mandate/plugin-mandate-common';
import {
  decisionFactsSchema,
  type PastChange,
  type PastOutcome,
} from '@mandate/policy';
import { z } from 'zod';
import { integerColumn, jsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z.object({
  id: z.string(),
  title: z.string(),
  state: z.string(),
  decided_at: integerColumn,
  facts: jsonColumn(decisionFactsSchema),
});

/** States of changes that are over, or wait for a person after something went wrong. */
const ENDED_STATES: readonly ChangeState[] = [...terminalChangeStates, 'stuck'];

/** The newest changes that ended, with what each was last decided on; those decided before facts were kept are left out. */
export async function pastDecisions(
  tx: KernelTransaction,
  limit: number,
): Promise<readonly PastChange[]> {
  const rows = await tx
    .knex('mandate_changes as change')
    .join('mandate_revisions as revision', join =>
      join
        .on('revision.change_id', 'change.id')
        .andOn('revision.number', 'change.revision'),
    )
    .whereIn('change.state', [...ENDED_STATES])
    .whereNotNull('revision.facts')
    // No mandate has a say in the change of a mandate.
    .whereNot('change.kind', CHANGE_MANDATE_KIND)
    .orderBy([
      { column: 'change.created_at', order: 'desc' },
      { column: 'change.id', order: 'desc' },
    ])
    .limit(limit)
    .select(
      'change.id',
      'change.title',
      'change.state',
      'revision.created_at as decided_at',
      'revision.facts',
    );
  return rows.map(row => {
    const { id, title, state, decided_at, facts } = rowSchema.parse(row);
    return {
      id,
      title,
      decidedAtMs: decided_at,
      facts,
      outcome: outcomeOf(state),
    };
  });
}

function outcomeOf(state: string): PastOutcome {
  switch (state) {
    case 'succeeded':
      return 'succeeded';
    case 'undone':
    case 'stuck':
      return 'failed';
    default:
      return 'no-effect';
  }
}
