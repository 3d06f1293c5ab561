import {
  type ChangeState,
  isTerminal,
  type Proposer,
} from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import type { Change } from '../../domain/change/change';
import { Chronicle } from './Chronicle';
import { Finding } from './Finding';
import { HistoryKernel } from './HistoryKernel';
import { HistoryPeople } from './HistoryPeople';
import { HistoryRules } from './HistoryRules';
import type { HistoryKind, HistoryWorld } from './HistoryWorld';
import { mustOnlyBeRefused } from './mustOnlyBeRefused';
import type { PausedTask } from './PausedTask';
import { ReferenceModel } from './ReferenceModel';
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
  readonly people: HistoryPeople;
  readonly tasks = new Set<PausedTask>();
  readonly chronicle = new Chronicle();
  readonly #database: ClockedDatabase;
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
    const parts = {
      store,
      model: this.model,
      kernel: this.kernel,
      chronicle: this.chronicle,
      watcher: this.#watcher,
      nowMs: database.nowMs,
    };
    this.people = new HistoryPeople(parts);
    this.rules = new HistoryRules({
      ...parts,
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

  /** The set that a change belongs to. */
  setOf(changeId: string): string | undefined {
    for (const [id, { members }] of this.model.changeSets) {
      if (members.includes(changeId)) {
        return id;
      }
    }
    return undefined;
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

  stateOf(id: string): ChangeState {
    return this.#watcher.stateOf(id);
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

  proposeSet(request: Parameters<HistoryKernel['proposeSet']>[0]): PausedTask {
    const { proposer, members, ordered, stopOnFailure } = request;
    this.chronicle.tell(
      `${proposer} proposes a set${ordered ? ' in this order' : ''}${
        stopOnFailure ? ' that stops' : ''
      }: ${members
        .map(({ kind, steps }) => `${kind} ${steps.join(' ')}`)
        .join(', ')}`,
    );
    const proposal = this.kernel.proposeSet(request);
    this.tasks.add(proposal);
    return proposal;
  }

  fireTimers(many: 'one' | 'all' = 'all'): void {
    this.tasks.add(this.kernel.fireTimers(many));
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
      await this.#watcher.whileKindIsMissing(
        () => this.kernel.lacksKinds(task),
        () => task.advance(),
      );
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

  /** The target, the cluster or a probe is otherwise than before. */
  changeWorld(
    words: string,
    change: Partial<
      Pick<
        HistoryWorld,
        | 'isReachable'
        | 'isBroken'
        | 'isHealthy'
        | 'isInstalled'
        | 'isNeedless'
        | 'shape'
      >
    >,
  ): void {
    this.chronicle.tell(words);
    Object.assign(this.kernel.world, change);
  }

  moveClock(byMs: number): void {
    this.chronicle.tell(`the clock moves by ${byMs} ms`);
    this.#database.setClock(this.#database.nowMs() + byMs);
  }

  /** Of changes that were just looked at: none waits whose approvals are complete. */
  async checkApprovals(): Promise<void> {
    const nowMs = this.#database.nowMs();
    for (const id of this.openChanges) {
      if (this.stateOf(id) !== 'awaiting-approval') {
        continue;
      }
      if (this.model.isComplete(this.model.of(id), nowMs)) {
        throw new Finding(
          'I9: a change waits for approval whose approvals are complete',
        );
      }
      await this.#watcher.checkCounting(id);
    }
  }

  async lookAtEnd(): Promise<void> {
    await this.#watcher.lookAtEnd();
  }
}
