import { z } from 'zod';
import type { AbortRequest } from '../../domain/run/journal';
import { integerColumn, optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { onlyRow } from '../onlyRow';
import type { RunClaim } from './claimRuns';

/** A run's row as its owner sees it. Times are milliseconds since the epoch by the database's clock. */
export interface RunRecord {
  readonly changeId: string;
  readonly revision: number;
  readonly fence: number;
  /** When the first effect was intended. */
  readonly startedAtMs?: number;
  readonly soakStartedAtMs?: number;
  readonly deadlineAtMs?: number;
  readonly abort?: AbortRequest;
  /** Why it is being undone. */
  readonly failureWords?: string;
  readonly ended: boolean;
}

const runRowSchema = z
  .object({
    change_id: z.string(),
    revision: z.number().int(),
    fence: integerColumn,
    started_at: optionalInteger,
    soak_started_at: optionalInteger,
    deadline_at: optionalInteger,
    abort_requested_at: optionalInteger,
    abort_requested_by: optionalText,
    abort_reason: optionalText,
    failure_words: optionalText,
    ended_at: optionalInteger,
  })
  .transform(row => ({
    changeId: row.change_id,
    revision: row.revision,
    fence: row.fence,
    startedAtMs: row.started_at,
    soakStartedAtMs: row.soak_started_at,
    deadlineAtMs: row.deadline_at,
    abort:
      row.abort_requested_at === undefined
        ? undefined
        : {
            by: row.abort_requested_by ?? 'somebody',
            reason: row.abort_reason ?? 'no reason was given',
          },
    failureWords: row.failure_words,
    ended: row.ended_at !== undefined,
  }));

/** The run of a change, if it ever had one. */
export async function readRun(
  tx: KernelTransaction,
  changeId: string,
): Promise<RunRecord | undefined> {
  const row = await onlyRow(
    tx.knex('mandate_runs').where({ change_id: changeId }),
  );
  return row && runRowSchema.parse(row);
}

/** What of a run its owner writes. A member that is null is emptied, an absent one stays. */
export interface RunPatch {
  readonly startedAtMs?: number;
  readonly soakStartedAtMs?: number | null;
  readonly deadlineAtMs?: number | null;
  readonly failureWords?: string;
  /** The abort was honoured: what it asked for is under way. */
  readonly abortHonoured?: true;
}

/** Writes to the run's row. Call after `holdFence`; the fence is in the condition all the same. */
export async function writeRun(
  tx: KernelTransaction,
  claim: RunClaim,
  patch: RunPatch,
): Promise<void> {
  await tx
    .knex('mandate_runs')
    .where({ change_id: claim.changeId, fence: claim.fence })
    .update({
      ...(patch.startedAtMs !== undefined && { started_at: patch.startedAtMs }),
      ...(patch.soakStartedAtMs !== undefined && {
        soak_started_at: patch.soakStartedAtMs,
      }),
      ...(patch.deadlineAtMs !== undefined && {
        deadline_at: patch.deadlineAtMs,
      }),
      ...(patch.failureWords !== undefined && {
        failure_words: patch.failureWords,
      }),
      ...(patch.abortHonoured && { abort_requested_at: null }),
      fence: claim.fence,
    });
}
