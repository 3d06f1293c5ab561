import { z } from 'zod';
import { optionalInteger } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** What waits for this kernel's own work, and since when; times are absent when nothing waits. */
export interface Backlog {
  readonly nowMs: number;
  /** The oldest entry that has no index in the ledger yet. */
  readonly unsequencedSinceMs?: number;
  /** The run that is due for longest and that no replica works on. */
  readonly runDueSinceMs?: number;
  /** The message that is due for longest. */
  readonly messageDueSinceMs?: number;
  /** The timer that is due for longest. */
  readonly timerDueSinceMs?: number;
  /** Messages that were given up. */
  readonly deadLetters: number;
}

const rowSchema = z.object({
  unsequenced: optionalInteger,
  run: optionalInteger,
  message: optionalInteger,
  timer: optionalInteger,
  dead_letters: z.coerce.number(),
});

/** Reads the backlog in one statement; each part of it uses the index that its worker claims by. */
export async function readBacklog(tx: KernelTransaction): Promise<Backlog> {
  const { knex } = tx;
  const nowMs = await tx.now();
  const row: unknown = await knex
    .select({
      unsequenced: knex('mandate_ledger_pending').min('at'),
      run: knex('mandate_runs')
        .whereNull('ended_at')
        .where('due_at', '<=', nowMs)
        .where(free =>
          free.whereNull('lease_until').orWhere('lease_until', '<', nowMs),
        )
        .min('due_at'),
      message: knex('mandate_outbox')
        .whereNull('delivered_at')
        .whereNull('dead_at')
        .where('due_at', '<=', nowMs)
        .min('due_at'),
      timer: knex('mandate_timers').where('due_at', '<=', nowMs).min('due_at'),
      dead_letters: knex('mandate_outbox').whereNotNull('dead_at').count('*'),
    })
    .first();
  const found = rowSchema.parse(row);
  return {
    nowMs,
    unsequencedSinceMs: found.unsequenced,
    runDueSinceMs: found.run,
    messageDueSinceMs: found.message,
    timerDueSinceMs: found.timer,
    deadLetters: found.dead_letters,
  };
}
