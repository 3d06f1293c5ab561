import type { CheckView, StepView } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { Change } from '../../domain/change/change';
import { byChange } from '../byChange';
import { integerColumn, optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const stepRowSchema = z.object({
  change_id: z.string(),
  step_id: z.string(),
  title: z.string(),
  effect: z.coerce.boolean(),
  state: z.enum(['pending', 'intended', 'done', 'failed', 'undone']),
  started_at: optionalInteger,
  ended_at: optionalInteger,
  words: optionalText,
});

const checkRowSchema = z.object({
  change_id: z.string(),
  check_id: z.string(),
  title: z.string(),
  status: z.enum(['passing', 'failing', 'pending', 'unknown']),
  words: z.string(),
  observed_at: integerColumn,
});

/** The journals of the newest revisions' runs as people see them, in the order of the steps; none before it runs. */
export async function readSteps(
  tx: KernelTransaction,
  changes: readonly Change[],
): Promise<ReadonlyMap<string, readonly StepView[]>> {
  const rows = await tx
    .knex('mandate_steps')
    .whereIn(
      ['change_id', 'revision'],
      changes.map(({ id, revision }) => [id, revision]),
    )
    .orderBy('position');
  return viewsByChange(
    rows.map(row => stepRowSchema.parse(row)),
    step => ({
      id: step.step_id,
      title: step.title,
      effect: step.effect,
      state: step.state,
      startedAt: timestamp(step.started_at),
      endedAt: timestamp(step.ended_at),
      words: step.words,
    }),
  );
}

/** The newest result of each check of the verification, by change. */
export async function readChecks(
  tx: KernelTransaction,
  changeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CheckView[]>> {
  const rows = await tx
    .knex('mandate_checks')
    .whereIn('change_id', changeIds)
    .orderBy('check_id');
  return viewsByChange(
    rows.map(row => checkRowSchema.parse(row)),
    check => ({
      id: check.check_id,
      title: check.title,
      status: check.status,
      words: check.words,
      at: new Date(check.observed_at).toISOString(),
    }),
  );
}

function viewsByChange<Row extends { readonly change_id: string }, View>(
  rows: readonly Row[],
  viewOf: (row: Row) => View,
): ReadonlyMap<string, readonly View[]> {
  const grouped = byChange(rows, row => row.change_id);
  return new Map(
    [...grouped].map(([changeId, own]) => [changeId, own.map(viewOf)]),
  );
}

function timestamp(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
