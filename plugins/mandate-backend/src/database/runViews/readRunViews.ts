import type { CheckView, StepView } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { integerColumn, optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const stepRowSchema = z.object({
  step_id: z.string(),
  title: z.string(),
  effect: z.coerce.boolean(),
  state: z.enum(['pending', 'intended', 'done', 'failed', 'undone']),
  started_at: optionalInteger,
  ended_at: optionalInteger,
  words: optionalText,
});

const checkRowSchema = z.object({
  check_id: z.string(),
  title: z.string(),
  status: z.enum(['passing', 'failing', 'pending', 'unknown']),
  words: z.string(),
  observed_at: integerColumn,
});

/** The journal of a revision's run as people see it, in the order of the steps; empty before it runs. */
export async function readSteps(
  tx: KernelTransaction,
  of: { readonly changeId: string; readonly revision: number },
): Promise<readonly StepView[]> {
  const rows = await tx
    .knex('mandate_steps')
    .where({ change_id: of.changeId, revision: of.revision })
    .orderBy('position');
  return rows
    .map(row => stepRowSchema.parse(row))
    .map(step => ({
      id: step.step_id,
      title: step.title,
      effect: step.effect,
      state: step.state,
      startedAt: timestamp(step.started_at),
      endedAt: timestamp(step.ended_at),
      words: step.words,
    }));
}

/** The newest result of each check of the verification. */
export async function readChecks(
  tx: KernelTransaction,
  changeId: string,
): Promise<readonly CheckView[]> {
  const rows = await tx
    .knex('mandate_checks')
    .where({ change_id: changeId })
    .orderBy('check_id');
  return rows
    .map(row => checkRowSchema.parse(row))
    .map(check => ({
      id: check.check_id,
      title: check.title,
      status: check.status,
      words: check.words,
      at: new Date(check.observed_at).toISOString(),
    }));
}

function timestamp(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
