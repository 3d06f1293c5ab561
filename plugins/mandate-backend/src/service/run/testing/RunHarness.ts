import type { LoggerService } from '@backstage/backend-plugin-api';
import { isTerminal } from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import { type MandateSpec, mandateSpecSchema } from '@mandate/policy';
import type { Knex } from 'knex';
import { KernelStore } from '../../../database/KernelStore';
import type { Change, ChangeRevision } from '../../../domain/change/change';
import { abortChange } from '../../change/controlling/abortChange';
import {
  type Proposing,
  proposeChange,
} from '../../change/proposing/proposeChange';
import { Reconsideration } from '../../change/Reconsideration';
import {
  type AnyChangeKind,
  ChangeKindRegistry,
} from '../../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import type { RunDependencies } from '../RunScene';
import type { RunSettings } from '../RunSettings';
import { RunWorker } from '../RunWorker';
import { FakeWorld } from './FakeWorld';
import { createTestKernel, quickRunSettings } from './testKernel';
import { target, targetNamed } from './testTargets';

/** What a module brings to a harness. */
export interface HarnessModule {
  readonly kinds: readonly AnyChangeKind[];
  readonly clusters: ClusterAccess;
  readonly targets: TargetDirectory;
}

/** A kernel on a test database with a fake world, and as many workers as a test wants. */
export class RunHarness {
  readonly world = new FakeWorld();
  readonly groups = new Map<string, readonly string[]>();
  readonly store: KernelStore;
  readonly knex: Knex;
  readonly proposing: Proposing;
  readonly reconsideration: Reconsideration;
  readonly kinds = new ChangeKindRegistry();
  readonly people: PeopleDirectory = {
    groupsOf: async refs =>
      new Map(refs.map(ref => [ref, this.groups.get(ref) ?? []])),
    membersOf: async refs => new Map(refs.map(ref => [ref, []])),
  };
  readonly #dependencies: RunDependencies;
  /** Errors that were logged, with the fields of their lines. */
  readonly errorLog: unknown[] = [];
  readonly #workers: RunWorker[] = [];
  #keys = 0;

  static async create(
    knex: Knex,
    options: {
      /** Instead of the one that pokes `world`; of the same name, and with the same plans. */
      readonly kind?: ReturnType<FakeWorld['kind']>;
      /** Kinds of a module, and what they work on; then no mandate is in force. */
      readonly hosted?: HarnessModule;
    } = {},
  ): Promise<RunHarness> {
    const store = await KernelStore.create({
      database: { getClient: async () => knex },
    });
    const harness = new RunHarness(knex, store, options);
    if (!options.hosted) {
      await harness.setMandate({
        owner: 'group:default/shop',
        appliesTo: { environments: ['dev'] },
        grants: [{ changes: ['poke'], oversight: 'autonomous' }],
        review: { every: 'P3M', by: 'group:default/security' },
      });
    }
    return harness;
  }

  private constructor(
    knex: Knex,
    store: KernelStore,
    options: {
      readonly kind?: ReturnType<FakeWorld['kind']>;
      readonly hosted?: HarnessModule;
    },
  ) {
    this.knex = knex;
    this.store = store;
    const { kinds, people } = this;
    const { hosted } = options;
    kinds.add(options.kind ?? this.world.kind());
    hosted?.kinds.forEach(each => kinds.add(each));
    const { proposing, runs } = createTestKernel({
      store,
      kinds,
      people,
      world: this.world,
      logger: this.#logger({}),
      clusters: hosted?.clusters,
      targets: hosted?.targets,
    });
    this.proposing = proposing;
    this.reconsideration = new Reconsideration(proposing);
    this.#dependencies = runs;
  }

  /** Keeps errors, and is quiet otherwise. Outside of Jest there are no mocks. */
  #logger(fields: Readonly<Record<string, unknown>>): LoggerService {
    return {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: message => {
        this.errorLog.push({ ...fields, message });
      },
      child: more => this.#logger({ ...fields, ...more }),
    };
  }

  /** A worker, not started. It is stopped by `stop`. */
  worker(
    change: {
      readonly settings?: Partial<RunSettings>;
      readonly onBoundary?: (name: string) => Promise<void>;
    } = {},
  ): RunWorker {
    const worker = new RunWorker({
      ...this.#dependencies,
      settings: { ...quickRunSettings, ...change.settings },
      onBoundary: change.onBoundary,
    });
    this.#workers.push(worker);
    return worker;
  }

  /** A worker that dies at the n-th boundary: it never does anything again. */
  dyingAt(boundary: number): {
    readonly worker: RunWorker;
    readonly died: Promise<string>;
  } {
    let passed = 0;
    let isDead = false;
    let report: (name: string) => void = () => {};
    const died = new Promise<string>(resolve => {
      report = resolve;
    });
    const forever = new Promise<never>(() => {});
    const { store } = this;
    const worker = new RunWorker({
      ...this.#dependencies,
      // One run only: while it is at it, it claims nothing that its heir should get.
      settings: { ...quickRunSettings, concurrency: 1 },
      store: {
        read: work => (isDead ? forever : store.read(work)),
        transaction: work => (isDead ? forever : store.transaction(work)),
      },
      onBoundary: async name => {
        passed += 1;
        if (passed === boundary) {
          isDead = true;
          report(name);
          await forever;
        }
      },
    });
    return { worker, died };
  }

  /** Forgets how changes ended, for tests that let many of them fail and want the next one to run alone. */
  async forgetFailures(): Promise<void> {
    await this.knex('mandate_narrowings').delete();
    await this.knex('mandate_outcomes').delete();
  }

  /** Lets every lease end now, as time would. */
  async endLeases(): Promise<void> {
    await this.knex('mandate_runs').update({ lease_until: 0 });
  }

  async propose(
    steps: readonly string[],
    options: {
      readonly findingId?: string;
      /** Name of the target. */
      readonly name?: string;
    } = {},
  ): Promise<Change> {
    this.#keys += 1;
    return proposeChange(this.proposing, {
      request: {
        kind: 'poke',
        target: options.name ? targetNamed(options.name) : target,
        input: { steps: [...steps] },
        idempotencyKey: `key-${this.#keys}`,
      },
      proposer: { kind: 'user', ref: 'user:default/dana' },
      findingId: options.findingId,
    });
  }

  async setMandate(spec: MandateSpec): Promise<void> {
    await this.store.transaction(async tx =>
      tx.mandates.put({
        name: 'mandate:default/shop',
        title: 'Shop',
        inForce: {
          version: `v${Math.random()}`,
          sinceMs: await tx.now(),
          spec: mandateSpecSchema.parse(spec),
        },
      }),
    );
  }

  async change(id: string): Promise<Change> {
    const change = await this.store.read(tx => tx.changes.get(id));
    if (!change) {
      throw new Error(`There is no change ${id}.`);
    }
    return change;
  }

  async revision(id: string, number: number): Promise<ChangeRevision> {
    const revision = await this.store.read(tx => tx.revisions.get(id, number));
    if (!revision) {
      throw new Error(`Change ${id} has no revision ${number}.`);
    }
    return revision;
  }

  /** Waits until the change is in the state; fails at once when it ends in another one. */
  async until(id: string, state: Change['state']): Promise<Change> {
    return this.eventually(async () => {
      const change = await this.change(id);
      if (change.state !== state && isTerminal(change.state)) {
        throw new Error(
          `Change ${id} is ${change.state}, not ${state}: ${change.statusWords}`,
        );
      }
      return change.state === state ? change : undefined;
    }, `change ${id} to be ${state}`);
  }

  /** Waits for a condition, for at most half a minute. */
  async eventually<T>(
    look: () => Promise<T | undefined>,
    what: string,
  ): Promise<T> {
    const endsAt = Date.now() + 30_000;
    while (Date.now() < endsAt) {
      const seen = await look();
      if (seen !== undefined) {
        return seen;
      }
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    throw new Error(`Waited in vain for ${what}.`);
  }

  /** Asks to abort as a person does. */
  async abort(id: string): Promise<void> {
    await abortChange(this.store, {
      id,
      by: { kind: 'user', ref: 'user:default/dana' },
      reason: 'wrong image',
    });
  }

  /** Notifications in the outbox. */
  async messages(): Promise<readonly unknown[]> {
    const rows = await this.knex('mandate_outbox').where({
      type: 'notification',
    });
    return rows.map(row => JSON.parse(row.payload));
  }

  async ledgerKinds(changeId: string): Promise<readonly string[]> {
    await this.store.sequence();
    const rows = await this.knex('mandate_ledger_entries')
      .where({ change_id: changeId })
      .orderBy('entry_index')
      .select('kind');
    return rows.map(row => String(row.kind));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.stop()));
  }
}
