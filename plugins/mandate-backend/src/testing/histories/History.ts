import { isTerminal, type Proposer } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import type { Change } from '../../domain/change/change';
import { abortChange } from '../../service/change/controlling/abortChange';
import {
  pauseChange,
  resumeChange,
} from '../../service/change/controlling/pauseChange';
import { resolveChange } from '../../service/change/controlling/resolveChange';
import { withdrawChange } from '../../service/change/controlling/withdrawChange';
import type { Resolution } from '../../service/change/ChangeService';
import { castVote } from '../../service/change/voting/castVote';
import { takeVoteBack } from '../../service/change/voting/takeVoteBack';
import { Chronicle } from './Chronicle';
import { Finding } from './Finding';
import { COMMANDERS, HistoryKernel } from './HistoryKernel';
import { HistoryRules } from './HistoryRules';
import type { HistoryKind, HistoryWorld } from './HistoryWorld';
import { mustOnlyBeRefused } from './mustOnlyBeRefused';
import type { PausedTask } from './PausedTask';
import { type ModelChange, ReferenceModel } from './ReferenceModel';
import { RunOwners } from './RunOwners';
import { Watcher } from './Watcher';
import type { ClockedDatabase } from './virtualClock';

/** No task has that much to do. */
const MAX_PAUSES = 1_000;
const UNDER_WAY = new Set(['queued', 'running', 'verifying']);

/**
 * One history: the kernel, its reference model, and all that can happen to both. Each method does one thing to the
 * kernel, tells the model what came of it, and has the watcher look.
 */
export class History {
  readonly model = new ReferenceModel();
  readonly kernel: HistoryKernel;
  readonly rules: HistoryRules;
  readonly tasks = new Set<PausedTask>();
  readonly chronicle = new Chronicle();
  readonly #database: ClockedDatabase;
  readonly #store: KernelStore;
  readonly #watcher: Watcher;
  readonly #name: string;
  readonly #owners = new RunOwners();
  #count = 0;

  constructor(options: {
    readonly database: ClockedDatabase;
    readonly store: KernelStore;
    readonly name: string;
    readonly firstIndex: number;
  }) {
    const { database, store, name, firstIndex } = options;
    this.#database = database;
    this.#store = store;
    this.#name = name;
    this.kernel = new HistoryKernel({
      store,
      name,
      model: this.model,
      onCommit: () => this.#watcher.look(),
    });
    this.#watcher = new Watcher({
      knex: database.knex,
      store,
      model: this.model,
      world: this.kernel.world,
      nowMs: database.nowMs,
      firstIndex,
    });
    this.rules = new HistoryRules({
      store,
      model: this.model,
      kernel: this.kernel,
      chronicle: this.chronicle,
      watcher: this.#watcher,
      nowMs: database.nowMs,
      commander: this.person('sven'),
    });
  }

  get nextIndex(): number {
    return this.#watcher.nextIndex;
  }

  /** A person's reference; people of one history are in no other. */
  person(name: string): string {
    return `user:default/${name}-${this.#name}`;
  }

  /** Changes that have not ended. */
  get openChanges(): readonly string[] {
    return [...this.model.changes.keys()].filter(
      id => !isTerminal(this.#watcher.stateOf(id)),
    );
  }

  /** Whether a change waits to start or has begun. */
  get isUnderWay(): boolean {
    return this.openChanges.some(id =>
      UNDER_WAY.has(this.#watcher.stateOf(id)),
    );
  }

  /** Whether nothing waits any more but for people to decide on what is stuck. */
  get isAtRest(): boolean {
    return this.openChanges.every(id => this.#watcher.stateOf(id) === 'stuck');
  }

  /** A change as it is stored. */
  change(id: string): Promise<Change> {
    return this.#watcher.change(id);
  }

  propose(proposer: Proposer, kind: HistoryKind, steps: readonly string[]) {
    this.#count += 1;
    this.chronicle.tell(`${proposer.ref} proposes ${kind} ${steps.join(' ')}`);
    this.tasks.add(
      this.kernel.propose({
        proposer,
        kind,
        steps,
        idempotencyKey: `${this.#name}-${this.#count}`,
      }),
    );
  }

  fireTimers(): void {
    this.tasks.add(this.kernel.fireTimers());
  }

  async claim(replica: string): Promise<boolean> {
    const claimed = await this.kernel.claim(replica);
    if (claimed) {
      const { task, changeId } = claimed;
      this.chronicle.tell(`${task.name} claims a run`);
      this.tasks.add(task);
      this.#owners.claim(task, changeId);
    }
    return claimed !== undefined;
  }

  /** Lets a task go on for some pauses. */
  async advance(task: PausedTask, pauses: number): Promise<void> {
    for (let count = 0; count < pauses && !task.isOver; count += 1) {
      if (count > MAX_PAUSES) {
        throw new Finding(`I9: ${task.name} goes on for ever`);
      }
      this.#database.setClock(this.#database.nowMs() + 1);
      const { written } = this.#watcher;
      await task.advance();
      this.chronicle.tell(`${task.name} goes on to ${task.where}`);
      mustOnlyBeRefused(task);
      if (this.#owners.hasLost(task) && this.#watcher.written > written) {
        throw new Finding(`I1: ${task.name} wrote after it had lost the run`);
      }
    }
    if (task.isOver) {
      this.tasks.delete(task);
    }
  }

  async crash(task: PausedTask): Promise<void> {
    this.chronicle.tell(`${task.name} dies at ${task.where}`);
    await task.crash();
    this.tasks.delete(task);
    await this.#watcher.look();
  }

  async vote(
    change: Change,
    voter: string,
    verdict: 'approve' | 'reject',
    options: { readonly notBeforeMs?: number; readonly isStale?: boolean } = {},
  ): Promise<void> {
    const known = this.#knownOf(change);
    const { notBeforeMs, isStale = false } = options;
    const eligible = this.model.mayVote(known, voter, this.#database.nowMs());
    const accepted = await this.chronicle.attempt(
      `${voter} votes ${verdict}`,
      () =>
        castVote(this.kernel.voting, {
          id: change.id,
          voter: { kind: 'user', ref: voter },
          vote: {
            verdict,
            reason: verdict === 'reject' ? 'It is wrong.' : undefined,
            revision: change.revision,
            digest: isStale ? 'sha256:other' : known.decided?.digest ?? '',
            ...(notBeforeMs !== undefined && {
              notBefore: new Date(notBeforeMs).toISOString(),
            }),
          },
        }),
    );
    if (accepted && (!eligible || isStale)) {
      throw new Finding(`I3: a vote of ${voter} counts that must not`);
    }
    if (accepted) {
      known.votes.push({
        voter,
        verdict,
        revision: change.revision,
        notBeforeMs,
      });
    }
    await this.#watcher.look();
  }

  async takeVoteBack(change: Change, voter: string): Promise<void> {
    const known = this.#knownOf(change);
    const taken = await this.chronicle.attempt(
      `${voter} takes the vote back`,
      () =>
        takeVoteBack(this.kernel.voting, {
          id: change.id,
          voter: { kind: 'user', ref: voter },
        }),
    );
    if (taken) {
      known.votes = known.votes.filter(
        vote => vote.voter !== voter || vote.revision !== change.revision,
      );
    }
    await this.#watcher.look();
  }

  async abort(change: Change, by: string): Promise<void> {
    const isAborted = await this.chronicle.attempt(`${by} aborts`, () =>
      abortChange(this.#store, {
        id: change.id,
        by: { kind: 'user', ref: by },
        reason: 'It is wrong.',
      }),
    );
    this.#knownOf(change).isAborted ||= isAborted;
    await this.#watcher.look();
  }

  /** A person has it wait, or lets it go on. */
  async pause(change: Change, by: string): Promise<void> {
    const known = this.#knownOf(change);
    const isPaused = known.isPaused;
    const request = { id: change.id, by: { kind: 'user', ref: by } } as const;
    const happened = await this.chronicle.attempt(
      `${by} ${isPaused ? 'lets it go on' : 'has it wait'}`,
      () =>
        isPaused
          ? resumeChange(this.#store, request)
          : pauseChange(this.#store, { ...request, reason: 'Wait.' }),
    );
    known.isPaused = happened ? !isPaused : isPaused;
    await this.#watcher.look();
  }

  async withdraw(change: Change): Promise<void> {
    await this.chronicle.attempt('The proposer withdraws', () =>
      withdrawChange(this.#store, { id: change.id, by: change.proposer }),
    );
    await this.#watcher.look();
  }

  /** A person decides what becomes of a change that is stuck. */
  async resolve(
    change: Change,
    by: string,
    outcome: Resolution,
  ): Promise<void> {
    const happened = await this.chronicle.attempt(`${by}: ${outcome} it`, () =>
      resolveChange(this.#store, {
        id: change.id,
        by: { kind: 'user', ref: by },
        outcome,
        reason: 'I looked at it.',
      }),
    );
    this.#knownOf(change).isAccepted ||= happened && outcome === 'accept';
    await this.#watcher.look();
  }

  async intervene(
    change: Change,
    by: string,
    kind: 'override' | 'breakGlass',
  ): Promise<void> {
    const { interventions } = this.kernel;
    const caller = HistoryKernel.callerOf(by);
    const happened = await this.chronicle.attempt(`${by} uses ${kind}`, () =>
      kind === 'override'
        ? interventions.override(change.id, { reason: 'Urgent.' }, caller)
        : interventions.breakGlass(
            change.id,
            { reason: 'Urgent.', incident: 'https://incidents.example/1' },
            caller,
          ),
    );
    if (happened && !this.model.groups.get(by)?.has(COMMANDERS)) {
      throw new Finding(`I1: ${by} used ${kind} and may not`);
    }
    const known = this.#knownOf(change);
    known.isOverridden ||= happened && kind === 'override';
    if (happened && kind === 'breakGlass') {
      Object.assign(known, { isGlassBroken: true, isPaused: false });
    }
    await this.#watcher.look();
  }

  /** The target, the cluster or a probe is otherwise than before. */
  changeWorld(
    words: string,
    change: Partial<
      Pick<HistoryWorld, 'isReachable' | 'isBroken' | 'isHealthy' | 'shape'>
    >,
  ): void {
    this.chronicle.tell(words);
    Object.assign(this.kernel.world, change);
  }

  moveClock(byMs: number): void {
    this.chronicle.tell(`the clock moves by ${byMs} ms`);
    this.#database.setClock(this.#database.nowMs() + byMs);
  }

  async lookAtEnd(): Promise<void> {
    await this.#watcher.lookAtEnd();
  }

  #knownOf({ id }: Change): ModelChange {
    const known = this.model.changes.get(id);
    if (!known) {
      throw new Finding(`The model does not know change ${id}`);
    }
    return known;
  }
}
