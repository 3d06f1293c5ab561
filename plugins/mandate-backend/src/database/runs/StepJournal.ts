import type { Plan } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { storableText } from '../../domain/storableText';
import type { JournalStep, StepState } from '../../domain/run/journal';
import { integerColumn, optionalText, toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import type { RunClaim } from './claimRuns';

const stepRowSchema = z.object({
  step_id: z.string(),
  position: integerColumn,
  title: z.string(),
  // SQLite keeps booleans as 0 and 1.
  effect: z.coerce.boolean(),
  state: z.enum(['pending', 'intended', 'done', 'failed', 'undone']),
  undo_intended: z.coerce.boolean(),
  attempts: integerColumn,
  unknown_observations: integerColumn,
  words: optionalText,
});

/** What a step's journal line becomes. Absent members stay. */
export interface StepPatch {
  readonly state?: StepState;
  readonly undoIntended?: boolean;
  readonly attempts?: number;
  readonly unknownObservations?: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  readonly words?: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/** Writes a revision's steps into the journal, all pending; what is there already stays. */
export async function openStepJournal(
  tx: KernelTransaction,
  claim: RunClaim,
  plan: Plan,
): Promise<void> {
  await tx
    .knex('mandate_steps')
    .insert(
      plan.steps.map((step, position) => ({
        change_id: claim.changeId,
        revision: claim.revision,
        step_id: step.id,
        position,
        title: step.title,
        effect: step.effect,
        state: 'pending',
      })),
    )
    .onConflict(['change_id', 'revision', 'step_id'])
    .ignore();
}

/** The journal of a revision's run, in the order of doing. */
export async function readStepJournal(
  tx: KernelTransaction,
  of: { readonly changeId: string; readonly revision: number },
): Promise<readonly JournalStep[]> {
  const rows = await tx
    .knex('mandate_steps')
    .where({ change_id: of.changeId, revision: of.revision });
  // Sorted here: SQLite would prepare the statement anew each time, for a handful of rows.
  return rows
    .map(row => stepRowSchema.parse(row))
    .sort((one, other) => one.position - other.position)
    .map(row => ({
      id: row.step_id,
      title: row.title,
      effect: row.effect,
      state: row.state,
      undoIntended: row.undo_intended,
      attempts: row.attempts,
      unknownObservations: row.unknown_observations,
      words: row.words,
    }));
}

/** Writes one line of the journal. Call after `holdFence` in the same transaction. */
export async function writeStep(
  tx: KernelTransaction,
  claim: RunClaim,
  stepId: string,
  patch: StepPatch,
): Promise<void> {
  const columns = {
    state: patch.state,
    undo_intended: patch.undoIntended,
    attempts: patch.attempts,
    unknown_observations: patch.unknownObservations,
    started_at: patch.startedAtMs,
    ended_at: patch.endedAtMs,
    words: patch.words,
    evidence: patch.evidence && toJsonColumn(withGoodTexts(patch.evidence)),
  };
  const written = Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  );
  await tx
    .knex('mandate_steps')
    .where({
      change_id: claim.changeId,
      revision: claim.revision,
      step_id: stepId,
    })
    .update(written);
}

/** What a kind shows for its step can have been cut in the middle of a character. */
function withGoodTexts(evidence: NonNullable<StepPatch['evidence']>): unknown {
  return JSON.parse(JSON.stringify(evidence), (_, value: unknown) =>
    typeof value === 'string' ? storableText(value) : value,
  );
}

/** Forgets how often steps were tried and not told, so that a person's decision starts with full patience. */
export async function resetPatience(
  tx: KernelTransaction,
  claim: RunClaim,
): Promise<void> {
  await tx
    .knex('mandate_steps')
    .where({ change_id: claim.changeId, revision: claim.revision })
    .update({ attempts: 0, unknown_observations: 0 });
}
