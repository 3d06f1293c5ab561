import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { integerColumn, optionalInteger } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/**
 * What a timer is for: `expiry` of an approval, `replan` of a change in state planned, a `reminder` that somebody asked
 * for and that may not be repeated before, a `nudge` that reminds approvers by itself, the next `escalation`, a look
 * for `drift` of a target whose plan waits for approval, what a kind is to `keep` of a change that was verified, and an
 * `incomplete-set` that a change belongs to.
 */
export const timerKindSchema = z.enum([
  'expiry',
  'replan',
  'reminder',
  'nudge',
  'escalation',
  'drift',
  'keep',
  'incomplete-set',
]);
/** What a timer is for. */
export type TimerKind = z.infer<typeof timerKindSchema>;

/** A wait as a row. */
export interface Timer {
  readonly id: string;
  readonly kind: TimerKind;
  readonly changeId: string;
  /** Of one that was put off: when it was due at first. */
  readonly dueAtMs: number;
  /** How often what it is for was tried in vain. */
  readonly attempts: number;
}

/** A timer to be set; nothing was tried yet unless it says so. */
type TimerToSet = Pick<Timer, 'kind' | 'dueAtMs'> &
  Partial<Pick<Timer, 'attempts'>>;

const timerRowSchema = z.object({
  id: z.string(),
  kind: timerKindSchema,
  change_id: z.string(),
  due_at: integerColumn,
  attempts: integerColumn,
  first_due_at: optionalInteger,
});

/** Waits with a due time; one that fired is gone. */
export class TimerStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Sets a timer; one of the same kind on the change is replaced. */
  async set({
    changeId,
    ...timer
  }: TimerToSet & Pick<Timer, 'changeId'>): Promise<void> {
    await this.setAll(changeId, [timer]);
  }

  /** As `set`, several of one change. */
  async setAll(changeId: string, timers: readonly TimerToSet[]): Promise<void> {
    const now = await this.#tx.now();
    if (timers.some(({ dueAtMs }) => dueAtMs <= now)) {
      this.#tx.queuedWork.add('timers');
    }
    await this.cancel(
      changeId,
      timers.map(({ kind }) => kind),
    );
    await this.#tx.knex('mandate_timers').insert(
      timers.map(({ kind, dueAtMs, attempts = 0 }) => ({
        id: randomUUID(),
        kind,
        change_id: changeId,
        due_at: dueAtMs,
        attempts,
      })),
    );
  }

  /** Has a timer fire later that could not be dealt with. */
  async postpone(id: string, dueAtMs: number): Promise<void> {
    await this.#tx
      .knex('mandate_timers')
      .where({ id })
      .update({
        due_at: dueAtMs,
        first_due_at: this.#tx.knex.raw('coalesce(first_due_at, due_at)'),
      });
  }

  /** Removes timers of a change: of some kinds, or all. */
  async cancel(changeId: string, kinds?: readonly TimerKind[]): Promise<void> {
    const timers = this.#tx
      .knex('mandate_timers')
      .where({ change_id: changeId });
    await (kinds ? timers.whereIn('kind', kinds) : timers).delete();
  }

  /** When a timer of the kind is due on the change, if one is set. */
  async dueAt(changeId: string, kind: TimerKind): Promise<number | undefined> {
    const row = await this.#tx
      .knex('mandate_timers')
      .where({ change_id: changeId, kind })
      .first();
    return row && timerRowSchema.parse(row).due_at;
  }

  /** Whether a timer of one of the kinds is due: asked before anything is locked. */
  async isDue(kinds: readonly TimerKind[]): Promise<boolean> {
    const rows = await this.#tx
      .knex('mandate_timers')
      .whereIn('kind', [...kinds])
      .where('due_at', '<=', await this.#tx.now())
      .select('id')
      .limit(1, { skipBinding: true });
    return rows.length > 0;
  }

  /** Claims timers that are due: they are gone with this transaction. Other replicas skip them. */
  async claimDue(options: {
    readonly kinds: readonly TimerKind[];
    readonly limit: number;
  }): Promise<readonly Timer[]> {
    const now = await this.#tx.now();
    const query = this.#tx
      .knex('mandate_timers')
      .whereIn('kind', [...options.kinds])
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(options.limit, { skipBinding: true });
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
        .delete();
    }
    return timers.map(row => ({
      id: row.id,
      kind: row.kind,
      changeId: row.change_id,
      dueAtMs: row.first_due_at ?? row.due_at,
      attempts: row.attempts,
    }));
  }
}
