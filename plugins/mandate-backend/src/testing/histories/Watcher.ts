import type { ChangeState } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { changeFromRow } from '../../database/changes/changeRow';
import type { KernelStore } from '../../database/KernelStore';
import type { Change } from '../../domain/change/change';
import type { ModelChangeSet } from './ChangeSetModel';
import { Finding } from './Finding';
import { findSecret } from './findSecret';
import { historyKinds, type HistoryWorld } from './HistoryWorld';
import { entrySchema, rowSchema } from './ledgerEntry';
import { orderChanges } from './orderChanges';
import { LedgerReplay } from './LedgerReplay';
import { whyCountedWrong } from './whyCountedWrong';
import type { ReferenceModel } from './ReferenceModel';
import { whyNotAtRest } from './whyNotAtRest';
import { whyWrongEffect } from './whyWrongEffect';

const stateRowSchema = z.object({ id: z.string(), state: z.string() });

/** What lets a change start that did not wait to start before. */
const LETS_START = ['decided', 'requirements-satisfied', 'glass-broken'];

/**
 * Reads every new ledger entry as soon as it is committed, replays it, and compares it with the reference model, with
 * the stored state and with what reached the target. Nothing else happens in the meantime, so what the model knows is
 * what was true in that transaction.
 */
export class Watcher {
  readonly #knex: Knex;
  readonly #store: KernelStore;
  readonly #model: ReferenceModel;
  readonly #world: HistoryWorld;
  readonly #nowMs: () => number;
  readonly #replay: LedgerReplay;
  readonly #firstIndex: number;
  /** How many facts of changes were recorded by whoever had a right to. */
  written = 0;
  #nextIndex: number;
  #landed = 0;
  #looking = Promise.resolve();

  constructor(options: {
    readonly knex: Knex;
    readonly store: KernelStore;
    readonly model: ReferenceModel;
    readonly world: HistoryWorld;
    readonly nowMs: () => number;
    readonly firstIndex: number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#model = options.model;
    this.#world = options.world;
    this.#nowMs = options.nowMs;
    this.#replay = new LedgerReplay(options);
    this.#firstIndex = options.firstIndex;
    this.#nextIndex = options.firstIndex;
  }

  get nextIndex(): number {
    return this.#nextIndex;
  }

  /**
   * Looks at what is new, after earlier looks have ended. Throws {@link Finding}, and the first one ever after: what does
   * several things at once may catch one and go on.
   */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#lookAtNew());
    return this.#looking;
  }

  async #lookAtNew(): Promise<void> {
    const rows = await this.#knex('mandate_ledger_entries')
      .where('entry_index', '>=', this.#nextIndex)
      .orderBy('entry_index')
      .select('entry_index', 'kind', 'change_id', 'canonical');
    const touched = new Set<string>();
    const started = new Set<string>();
    for (const row of rows.map(each => rowSchema.parse(each))) {
      if (row.entry_index !== this.#nextIndex) {
        throw new Finding(`I6: the ledger has a gap at ${this.#nextIndex}`);
      }
      this.#nextIndex += 1;
      if (row.change_id !== null) {
        touched.add(row.change_id);
        const entry = entrySchema.parse(JSON.parse(row.canonical));
        if (row.kind === 'proposed') {
          await this.#meet(row.change_id, entry.data.changeSet);
        }
        // Whoever finds out that it came too late says so.
        this.written += entry.data.outcome === 'late' ? 0 : 1;
        this.#replay.hear(row.change_id, row.kind, entry);
        if (LETS_START.includes(entry.data.event ?? '')) {
          started.add(row.change_id);
        }
        if (row.kind === 'decided') {
          await this.#checkOrder(row.change_id);
        }
        if (row.kind === 'votes-counted') {
          await this.checkCounting(row.change_id);
        }
      }
    }
    this.#replay.checkReplacements(started);
    this.#lookAtTarget();
    await this.#compareStates([...touched]);
  }

  /** Lets something happen; what it records must be what may happen while no module brings the kind, if none does. */
  async whileKindIsMissing(
    isMissing: () => boolean,
    act: () => Promise<void>,
  ): Promise<void> {
    this.#replay.isKindMissing = isMissing;
    await act();
    this.#replay.isKindMissing = () => false;
  }

  /** What must hold when all is over. */
  async lookAtEnd(): Promise<void> {
    await this.look();
    const ids = [...this.#model.changes.keys()];
    await this.#compareStates(ids);
    const leak = await findSecret(this.#knex, this.#world.secret, {
      changeIds: ids,
      firstIndex: this.#firstIndex,
    });
    if (leak !== undefined) {
      throw new Finding(`I12: a secret stands in ${leak}`);
    }
    for (const id of ids) {
      const change = this.#model.of(id);
      const told = this.#replay.abortsOf(id);
      if (told !== change.aborts) {
        throw new Finding(
          `I6: the ledger tells of ${told} aborts where there were ${change.aborts}`,
        );
      }
      const why = whyNotAtRest({
        state: this.stateOf(id),
        change,
        there: this.#world.stepsOf(id),
        landed: this.#world.landed.filter(({ changeId }) => changeId === id),
      });
      if (why !== undefined) {
        throw new Finding(why);
      }
    }
  }

  /** A change as it is stored. */
  async change(id: string): Promise<Change> {
    const [row] = await this.#knex('mandate_changes').where({ id });
    if (!row) {
      throw new Finding(`I6: the ledger tells of ${id}, which is not stored`);
    }
    return changeFromRow(row);
  }

  async #meet(id: string, setId?: string): Promise<void> {
    const change = await this.change(id);
    const { ref, onBehalfOf } = change.proposer;
    this.#model.propose(id, {
      proposer: ref,
      onBehalfOf,
      duringFreeze: historyKinds.find(kind => kind === change.kind) ?? 'finish',
      inSet: setId === undefined ? undefined : await this.#set(setId),
    });
  }

  async #set(id: string): Promise<ModelChangeSet> {
    const known = this.#model.changeSets.get(id);
    const stored =
      known ?? (await this.#store.read(tx => tx.changeSets.get(id)));
    if (!stored) {
      throw new Finding(
        `I6: the ledger tells of set ${id}, which is not stored`,
      );
    }
    const set = known ?? { ...stored, members: [] };
    this.#model.changeSets.set(id, set);
    return set;
  }

  /** The state of a change as the ledger tells it. */
  stateOf(id: string): ChangeState {
    return this.#replay.stateOf(id);
  }

  async #checkOrder(changeId: string): Promise<void> {
    const { revision: number } = this.#model.of(changeId);
    const why = await orderChanges(this.#store, { changeId, number });
    if (why !== undefined) {
      throw new Finding(`I7: in another order it is decided otherwise: ${why}`);
    }
  }

  /** Throws {@link Finding} when votes do not count as the model says; call right after they were counted. */
  async checkCounting(id: string): Promise<void> {
    const votes = await this.#store.read(tx => tx.votes.ofChanges([id]));
    const why = whyCountedWrong(votes.get(id) ?? [], {
      model: this.#model,
      change: this.#model.of(id),
      nowMs: this.#nowMs(),
    });
    if (why !== undefined) {
      throw new Finding(why);
    }
  }

  /** Effects that reached the target since the last look (I1). */
  #lookAtTarget(): void {
    const { landed } = this.#world;
    for (const [index, effect] of landed.entries()) {
      if (index < this.#landed) {
        continue;
      }
      const { changeId, fence, step } = effect;
      const why = whyWrongEffect(effect, {
        before: landed.slice(0, index),
        state: this.stateOf(changeId),
        hasPassed: this.#replay.hasPassed(changeId, { fence, step }),
        others: [...this.#model.changes.keys()]
          .filter(id => id !== changeId && this.#world.stepsOf(id).length > 0)
          .map(id => this.stateOf(id)),
      });
      if (why !== undefined) {
        throw new Finding(why);
      }
    }
    this.#landed = landed.length;
  }

  /** I6, I11: what the ledger says is what is stored. */
  async #compareStates(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) {
      return;
    }
    const rows: unknown[] = await this.#knex('mandate_changes')
      .whereIn('id', ids)
      .select('id', 'state');
    for (const { id, state } of rows.map(row => stateRowSchema.parse(row))) {
      const replayed = this.stateOf(id);
      if (state !== replayed && !(await this.#isBehind())) {
        throw new Finding(
          `I11: the ledger says ${replayed}, and the change is ${state}`,
        );
      }
    }
  }

  /** Whether more was written since the last entry was read, by what goes on at the same time; the next look compares then. */
  async #isBehind(): Promise<boolean> {
    const [pending, sequenced] = await Promise.all([
      this.#knex('mandate_ledger_pending').limit(1).select('id'),
      this.#knex('mandate_ledger_entries')
        .where('entry_index', '>=', this.#nextIndex)
        .limit(1)
        .select('entry_index'),
    ]);
    return pending.length + sequenced.length > 0;
  }
}
