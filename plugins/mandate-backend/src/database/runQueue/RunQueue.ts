import { z } from 'zod';
import { optionalInteger, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { onlyRow } from '../onlyRow';
import { releaseLocks } from '../runs/targetLocks';

/** A rule that keeps a run from going on. */
export type RunHold = (typeof RUN_HOLDS)[number];

const RUN_HOLDS = [
  'kill-switch',
  'change-window',
  'earliest-start',
  'pause',
  'change-set',
] as const;

/** Who paused a run, and why. */
export interface RunPause {
  readonly by: string;
  readonly reason: string;
  readonly atMs: number;
}

/** What keeps a run from going on. */
export interface RunWait {
  readonly hold?: RunHold;
  readonly pause?: RunPause;
}

const pauseRowSchema = z
  .object({
    paused_at: optionalInteger,
    paused_by: optionalText,
    pause_reason: optionalText,
  })
  .transform(({ paused_at: atMs, paused_by: by, pause_reason: reason }) =>
    atMs === undefined
      ? undefined
      : { atMs, by: by ?? 'somebody', reason: reason ?? '' },
  );

const unpaused = { paused_at: null, paused_by: null, pause_reason: null };

/** What a run was doing. */
export type RunStanding = 'running' | 'verifying' | 'undoing';

/** The decide side's touch on runs: to queue one, to ask for its abort, to wake it, to close it. */
export class RunQueue {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /**
   * Queues the run of a revision, due now. A row of an earlier revision is reused with a new fence. One that a person paused
   * stays so: only a person lets it go on, whatever is decided in between.
   */
  async enqueue(changeId: string, revision: number): Promise<void> {
    this.#tx.queuedWork.add('runs');
    const now = await this.#tx.now();
    const fresh = {
      revision,
      due_at: now,
      lease_owner: null,
      lease_until: null,
      abort_requested_at: null,
      abort_requested_by: null,
      abort_reason: null,
      failure_words: null,
      ended_at: null,
      waits_for: null,
    };
    const updated = await this.#table()
      .where({ change_id: changeId })
      .update({ ...fresh, fence: this.#tx.knex.raw('fence + 1') });
    if (updated === 0) {
      await this.#table().insert({ change_id: changeId, fence: 0, ...fresh });
    }
  }

  /** Asks the run's owner to abort, and has somebody look at it now. */
  async requestAbort(
    changeId: string,
    request: { readonly by: string; readonly reason: string },
  ): Promise<void> {
    this.#tx.queuedWork.add('runs');
    const now = await this.#tx.now();
    await this.#table().where({ change_id: changeId }).update({
      abort_requested_at: now,
      abort_requested_by: request.by,
      abort_reason: request.reason,
      due_at: now,
    });
  }

  /** Has the run wait before its next effect, until it is resumed. */
  async pause(changeId: string, pause: Omit<RunPause, 'atMs'>): Promise<void> {
    await this.#table()
      .where({ change_id: changeId })
      .update({
        paused_at: await this.#tx.now(),
        paused_by: pause.by,
        pause_reason: pause.reason,
      });
  }

  /** Lets a paused run go on, now. */
  async resume(changeId: string): Promise<void> {
    await this.#table().where({ change_id: changeId }).update(unpaused);
    await this.lookNow(changeId);
  }

  /** Who paused the run, when it is paused. */
  async pauseOf(changeId: string): Promise<RunPause | undefined> {
    const row = await onlyRow(
      this.#table()
        .where({ change_id: changeId })
        .whereNull('ended_at')
        .select('paused_at', 'paused_by', 'pause_reason'),
    );
    return row && pauseRowSchema.parse(row);
  }

  /** What keeps runs that are not over from going on, by change; one that nothing keeps is not in it. */
  async waitsOf(
    changeIds: readonly string[],
  ): Promise<ReadonlyMap<string, RunWait>> {
    const rows = await this.#table()
      .whereIn('change_id', changeIds)
      .whereNull('ended_at')
      .select(
        'change_id',
        'waits_for',
        'paused_at',
        'paused_by',
        'pause_reason',
      );
    return new Map(
      rows.map(row => [
        String(row.change_id),
        { hold: holdFrom(row.waits_for), pause: pauseRowSchema.parse(row) },
      ]),
    );
  }

  /** Where a run was when it got stuck. */
  async standing(changeId: string): Promise<RunStanding> {
    const run = await this.#table().where({ change_id: changeId }).first();
    if (run?.failure_words) {
      return 'undoing';
    }
    const unfinished = await this.#tx
      .knex('mandate_steps')
      .where({ change_id: changeId, revision: run?.revision ?? 0 })
      .whereNot('state', 'done')
      .first('step_id');
    return unfinished ? 'running' : 'verifying';
  }

  /** Opens a run again, due now, after a person resolved a stuck change; it observes afresh. */
  async wake(
    changeId: string,
    options: { readonly undoBecause?: string } = {},
  ): Promise<void> {
    this.#tx.queuedWork.add('runs');
    await this.#table()
      .where({ change_id: changeId })
      .update({
        due_at: await this.#tx.now(),
        ended_at: null,
        ...(options.undoBecause !== undefined && {
          failure_words: options.undoBecause,
        }),
      });
    await this.#tx
      .knex('mandate_steps')
      .where({ change_id: changeId })
      .update({ unknown_observations: 0 });
    if (options.undoBecause === undefined) {
      await this.#tryFailedAgain(changeId);
    }
  }

  /** A step that failed is looked at and tried again, as often as the first time. */
  async #tryFailedAgain(changeId: string): Promise<void> {
    await this.#tx
      .knex('mandate_steps')
      .where({ change_id: changeId, state: 'failed', undo_intended: false })
      .update({ state: 'intended', attempts: 0, ended_at: null });
  }

  /** Has runs that wait for a kind of rule looked at now, because such a rule changed. */
  async wakeWaiting(hold: RunHold): Promise<void> {
    this.#tx.queuedWork.add('runs');
    await this.#waitingFor(hold).update({ due_at: await this.#tx.now() });
  }

  /** Which kind of rule keeps a change's run from going on now. */
  async holdOf(changeId: string): Promise<RunHold | undefined> {
    const run = await this.#table()
      .where({ change_id: changeId })
      .whereNull('ended_at')
      .first('waits_for');
    return holdFrom(run?.waits_for);
  }

  /** Has a run that waits looked at now. */
  async lookNow(changeId: string): Promise<void> {
    this.#tx.queuedWork.add('runs');
    await this.#table()
      .where({ change_id: changeId })
      .whereNull('ended_at')
      .update({ due_at: await this.#tx.now(), waits_for: null });
  }

  /** How many runs wait for a rule. */
  async countWaiting(hold: RunHold, ruleId: string): Promise<number> {
    const [{ count }] = await this.#waitingFor(hold, ruleId).count({
      count: '*',
    });
    return Number(count);
  }

  #waitingFor(hold: RunHold, ruleId?: string) {
    const open = this.#table().whereNull('ended_at');
    return ruleId === undefined
      ? open.whereLike('waits_for', `${hold}:%`)
      : open.where({ waits_for: `${hold}:${ruleId}` });
  }

  /** Ends the run, if there is one, and lets its target go. */
  async close(changeId: string): Promise<void> {
    await this.#table()
      .where({ change_id: changeId })
      .whereNull('ended_at')
      .update({
        ended_at: await this.#tx.now(),
        lease_owner: null,
        lease_until: null,
        fence: this.#tx.knex.raw('fence + 1'),
      });
    await releaseLocks(this.#tx, changeId);
  }

  #table() {
    return this.#tx.knex('mandate_runs');
  }
}

function holdFrom(waitsFor: unknown): RunHold | undefined {
  return typeof waitsFor === 'string'
    ? RUN_HOLDS.find(hold => waitsFor.startsWith(`${hold}:`))
    : undefined;
}
