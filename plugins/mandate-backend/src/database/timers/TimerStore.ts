import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/**
 * What a timer is for: `expiry` of an approval, `replan` of a change in state planned, a `reminder` that somebody asked
 * for and that may not be repeated before, a `nudge` that reminds approvers by itself, the next `escalation`, and a look
 * for `drift` of a target whose plan waits for approval.
 */
export const timerKindSchema = z.enum([
  'expiry',
  'replan',
  'reminder',
  'nudge',
  'escalation',
  'drift',
]);
/** What a timer is for. */
export type TimerKind = z.infer<typeof timerKindSchema>;

/** A wait as a row. */
export interface Timer {
  readonly id: string;
  readonly kind: TimerKind;
  readonly changeId: string;
  readonly dueAtMs: number;
}

const timerRowSchema = z.object({
  id: z.string(),
  kind: timerKindSchema,
  change_id: z.string(),
  due_at: integerColumn,
});

/** Waits with a due time. */
export class TimerStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Sets a timer; one of the same kind on the change that has not fired is replaced. */
  async set(timer: Omit<Timer, 'id'>): Promise<void> {
    if (timer.dueAtMs <= (await this.#tx.now())) {
      this.#tx.queuedWork.add('timers');
    }
    await this.cancel(timer.changeId, timer.kind);
    await this.#tx.knex('mandate_timers').insert({
      id: randomUUID(),
      kind: timer.kind,
      change_id: timer.changeId,
      due_at: timer.dueAtMs,
    });
  }

  /** Removes timers of a change that have not fired: of one kind, or all. */
  async cancel(changeId: string, kind?: TimerKind): Promise<void> {
    await this.#tx
      .knex('mandate_timers')
      .where({ change_id: changeId, ...(kind && { kind }) })
      .whereNull('fired_at')
      .delete();
  }

  /** When a timer of the kind is due on the change, if one is set. */
  async dueAt(changeId: string, kind: TimerKind): Promise<number | undefined> {
    const row = await this.#tx
      .knex('mandate_timers')
      .where({ change_id: changeId, kind })
      .whereNull('fired_at')
      .first();
    return row && timerRowSchema.parse(row).due_at;
  }

  /** Claims timers that are due, marked as fired in this transaction. Other replicas skip them. */
  async claimDue(options: {
    readonly kinds: readonly TimerKind[];
    readonly limit: number;
  }): Promise<readonly Timer[]> {
    const now = await this.#tx.now();
    const query = this.#tx
      .knex('mandate_timers')
      .whereIn('kind', [...options.kinds])
      .whereNull('fired_at')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(options.limit);
    const isPostgres = this.#tx.knex.client.config.client === 'pg';
    const rows = await (isPostgres ? query.forUpdate().skipLocked() : query);
    const timers = rows.map(row => timerRowSchema.parse(row));
    if (timers.length > 0) {
      await this.#tx
        .knex('mandate_timers')
        .whereIn(
          'id',
          timers.map(({ id }) => id),
        )
        .update({ fired_at: now });
    }
    return timers.map(timer => ({
      id: timer.id,
      kind: timer.kind,
      changeId: timer.change_id,
      dueAtMs: timer.due_at,
    }));
  }
}
