import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import { changeFromRow } from '../../database/changes/changeRow';
import type { KernelStore } from '../../database/KernelStore';
import type { Change } from '../../domain/change/change';
import { whyBeyondBudget } from './BudgetModel';
import {
  hasStopped,
  type ModelChangeSet,
  whyNotItsTurn,
} from './ChangeSetModel';
import { Finding } from './Finding';
import { findSecret } from './findSecret';
import { hasEffect, historyKinds, type HistoryWorld } from './HistoryWorld';
import { type Entry, entrySchema, rowSchema } from './ledgerEntry';
import { orderChanges } from './orderChanges';
import {
  type ModelChange,
  type ReferenceModel,
  strictness,
} from './ReferenceModel';
import { whyNotAtRest } from './whyNotAtRest';
import {
  type ReplacingChange,
  whyNotReplaced,
  whyNotSuperseded,
  whyOvertaken,
} from './whyNotReplaced';
import { whyWrongEffect } from './whyWrongEffect';

const stateRowSchema = z.object({ id: z.string(), state: z.string() });

/** What lets a change start that did not wait to start before. */
const LETS_START = ['decided', 'requirements-satisfied', 'glass-broken'];

/** What the ledger says of a change. */
interface Replayed {
  state?: ChangeState;
  /** `fence/step` of each gate that passed. */
  readonly passes: Set<string>;
}

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
  readonly #replayed = new Map<string, Replayed>();
  readonly #firstIndex: number;
  /** How many facts of changes were recorded by whoever had a right to. */
  written = 0;
  #nextIndex: number;
  #landed = 0;
  #looking = Promise.resolve();
  readonly #stateOf = (id: string) => this.stateOf(id);

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
        this.#replay(row.change_id, row.kind, entry);
        if (LETS_START.includes(entry.data.event ?? '')) {
          started.add(row.change_id);
        }
        if (row.kind === 'decided') {
          await this.#checkOrder(row.change_id);
        }
      }
    }
    started.forEach(id => this.#checkReplacement(id));
    this.#lookAtTarget();
    await this.#compareStates([...touched]);
  }

  #checkReplacement(id: string): void {
    const why =
      this.stateOf(id) === 'queued' && whyNotReplaced(id, this.#inOrder());
    if (why) {
      throw new Finding(`It was let start although ${why}`);
    }
  }

  /** Changes in the order in which they were proposed. */
  #inOrder(): readonly ReplacingChange[] {
    return [...this.#model.changes].map(([id, change]) => ({
      id,
      change,
      state: this.stateOf(id),
    }));
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
      const why = whyNotAtRest({
        state: this.stateOf(id),
        change: this.#modelOf(id),
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
    return this.#replayed.get(id)?.state ?? 'proposed';
  }

  #replay(id: string, kind: string, { revision, subject, data }: Entry): void {
    const change = this.#modelOf(id);
    const replayed = this.#replayed.get(id) ?? { passes: new Set<string>() };
    this.#replayed.set(id, replayed);
    const before = this.stateOf(id);
    if (isTerminal(before) && data.state && data.state !== before) {
      throw new Finding(`I9: a change that was ${before} became ${data.state}`);
    }
    replayed.state = data.state ?? replayed.state;
    if (data.event === 'superseded') {
      const why = whyNotSuperseded(id, this.#inOrder());
      if (why !== undefined) {
        throw new Finding(`It was replaced although ${why}`);
      }
    }
    if (revision !== undefined && revision !== change.revision) {
      Object.assign(change, { revision, hasBegun: false });
      replayed.passes.clear();
    }
    switch (kind) {
      case 'decided':
        this.#judgeDecision(id, change, data);
        break;
      case 'gate-passed': {
        const why =
          this.#model.whyNoEffect(change, this.#nowMs()) ??
          this.#whyNotItsTurn(id, change);
        if (why !== undefined) {
          throw new Finding(`A gate passed although ${why}`);
        }
        replayed.passes.add(`${data.fence}/${data.step}`);
        break;
      }
      case 'step-intended':
        if (data.direction === 'do' && hasEffect(data.step ?? '')) {
          this.#model.begin(change, this.#nowMs());
        }
        break;
      case 'mandate-changed':
        if (data.narrowed !== undefined && data.oversight !== undefined) {
          const name = subject?.slice(subject.lastIndexOf('/') + 1);
          this.#model.narrowings.set(
            `${name} ${data.narrowed}`,
            data.oversight,
          );
        }
        break;
      default:
    }
  }

  #whyNotItsTurn(id: string, change: ModelChange): string | undefined {
    return change.inSet && !change.hasBegun
      ? whyNotItsTurn(id, change.inSet, this.#stateOf)
      : undefined;
  }

  #judgeDecision(id: string, change: ModelChange, data: Entry['data']): void {
    const { oversight = 'autonomous', requirements = [] } = data;
    const { expiresAt, digest = '' } = data;
    const freest = this.#model.freestDecision(change);
    if (strictness(oversight) < strictness(freest.oversight)) {
      throw new Finding(
        `I8: decided ${oversight} where ${freest.oversight} is in force`,
      );
    }
    const isMissing = freest.approvals.some(
      ({ group, count }) =>
        !requirements.some(
          found => found.group === group && found.count >= count,
        ),
    );
    if (oversight === 'approve' && isMissing) {
      throw new Finding('I8: decided without an approval that is asked for');
    }
    if (change.inSet && hasStopped(id, change.inSet, this.#stateOf)) {
      throw new Finding('It was decided although its set has stopped');
    }
    const overtaken =
      this.stateOf(id) === 'queued' && whyOvertaken(id, this.#inOrder());
    if (overtaken) {
      throw new Finding(`It runs alone although ${overtaken}`);
    }
    this.#judgeBudget(id, change, data);
    change.decided = {
      oversight,
      requirements,
      digest,
      ...(expiresAt !== undefined && { expiresAtMs: Date.parse(expiresAt) }),
    };
  }

  #judgeBudget(id: string, change: ModelChange, data: Entry['data']): void {
    const { oversight, reservations: shares = [] } = data;
    const runsAlone = oversight === 'autonomous' || oversight === 'notify';
    const atMs = this.#nowMs();
    Object.assign(change, {
      shares: runsAlone ? shares : [],
      holdsBudgets: runsAlone,
    });
    const why =
      runsAlone &&
      whyBeyondBudget({
        decided: { shares, atMs },
        others: [...this.#model.changes]
          .filter(([other]) => other !== id)
          .map(([other, each]) => ({
            change: each,
            state: this.stateOf(other),
          })),
        limits: new Map(
          [...this.#model.mandates].map(([name, { perTarget }]) => [
            `mandate:default/${name}`,
            perTarget,
          ]),
        ),
      });
    if (why) {
      throw new Finding(`I5: it runs alone although ${why}`);
    }
  }

  async #checkOrder(changeId: string): Promise<void> {
    const { revision: number } = this.#modelOf(changeId);
    const why = await orderChanges(this.#store, { changeId, number });
    if (why !== undefined) {
      throw new Finding(`I7: in another order it is decided otherwise: ${why}`);
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
        hasPassed:
          this.#replayed.get(changeId)?.passes.has(`${fence}/${step}`) ?? false,
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
      const replayed = this.#replayed.get(id)?.state;
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

  #modelOf(id: string): ModelChange {
    const change = this.#model.changes.get(id);
    if (!change) {
      throw new Finding(`The model does not know change ${id}`);
    }
    return change;
  }
}
