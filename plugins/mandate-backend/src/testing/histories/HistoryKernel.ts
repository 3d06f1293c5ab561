import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  ChangeDetail,
  Proposer,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import type { KernelStore, TransactionStore } from '../../database/KernelStore';
import { claimRuns } from '../../database/runs/claimRuns';
import { defaultRiskThresholds } from '../../domain/assessment/risk';
import { Assessing } from '../../service/assess/Assessing';
import type { Caller } from '../../service/change/ChangeService';
import { DefaultChangeSetService } from '../../service/changeSets/DefaultChangeSetService';
import { DriftLook } from '../../service/change/DriftLook';
import {
  type Proposing,
  proposeChange,
} from '../../service/change/proposing/proposeChange';
import { Reconsideration } from '../../service/change/Reconsideration';
import type { Voting } from '../../service/change/voting/castVote';
import { Decider } from '../../service/decide/Decider';
import { DefaultDelegationService } from '../../service/delegations/DefaultDelegationService';
import { DefaultInterventionService } from '../../service/interventions/DefaultInterventionService';
import { DefaultKillSwitchService } from '../../service/killSwitches/DefaultKillSwitchService';
import { ChangeKindRegistry } from '../../service/kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../service/people/PeopleDirectory';
import { Planner } from '../../service/plan/Planner';
import { RunExecutor } from '../../service/run/RunExecutor';
import { defaultRunSettings } from '../../service/run/RunSettings';
import { noClusters } from '../../service/run/testing/FakeWorld';
import {
  defaultTimerSettings,
  TimerService,
} from '../../service/timers/TimerService';
import { type HistoryKind, historyKinds, HistoryWorld } from './HistoryWorld';
import { type Pause, PausedTask } from './PausedTask';
import type { ReferenceModel } from './ReferenceModel';

/** How long a claim holds in histories, in milliseconds. */
export const LEASE_MS = 30_000;

/** The group that may break the glass and override freezes. */
export const COMMANDERS = 'group:default/commanders';

/** The group that reviews that. */
export const REVIEWERS = 'group:default/security';

const settings = {
  environments: [],
  defaultApprovers: [],
  mandates: { approvers: [] },
  assessorTimeout: 1_000,
  risk: { thresholds: defaultRiskThresholds, trainEvery: 3_600_000 },
};
const logger = mockServices.rootLogger({ level: 'none' });
const nothingToCheck = { check: async () => [] };
const neverStopped = new AbortController().signal;

/** The real kernel services on one database, for one history with a target of its own. */
export class HistoryKernel {
  readonly world = new HistoryWorld();
  readonly voting: Voting;
  readonly killSwitches: DefaultKillSwitchService;
  readonly delegations: DefaultDelegationService;
  readonly interventions: DefaultInterventionService;
  readonly #store: KernelStore;
  readonly #target: TargetFacts;
  readonly #people: PeopleDirectory;
  readonly #decider: Decider;
  readonly #onCommit: () => Promise<void>;

  constructor(options: {
    readonly store: KernelStore;
    /** Makes the target one of its own. */
    readonly name: string;
    readonly model: ReferenceModel;
    /** Called after each transaction of a process that may stand still in between. */
    readonly onCommit: () => Promise<void>;
  }) {
    const { store, name, model } = options;
    this.#store = store;
    this.#onCommit = options.onCommit;
    this.#target = targetOf(name);
    this.#people = {
      groupsOf: async refs =>
        new Map(refs.map(ref => [ref, [...(model.groups.get(ref) ?? [])]])),
      membersOf: async refs => new Map(refs.map(ref => [ref, []])),
    };
    const kinds = this.#kinds();
    this.#decider = new Decider({ kinds, people: this.#people, settings });
    this.voting = {
      store,
      kinds,
      people: this.#people,
      decider: this.#decider,
    };
    this.killSwitches = new DefaultKillSwitchService(store);
    this.delegations = new DefaultDelegationService({
      store,
      people: this.#people,
    });
    this.interventions = new DefaultInterventionService({
      kinds,
      store,
      people: this.#people,
      roles: {
        override: [COMMANDERS],
        breakGlass: [COMMANDERS],
        reviewers: [REVIEWERS],
      },
      reviewWithinMs: 86_400_000,
      // safety: histories look at what is stored, not at what is answered.
      readChange: async id => ({ id } as ChangeDetail),
    });
  }

  /** A proposal that stands still while it plans. */
  propose(request: {
    readonly proposer: Proposer;
    readonly kind: HistoryKind;
    readonly steps: readonly string[];
    readonly idempotencyKey: string;
  }): PausedTask {
    const { proposer, kind, steps, idempotencyKey } = request;
    return new PausedTask(`proposal of ${kind}`, async pause => {
      await proposeChange(this.#proposing(pause), {
        proposer,
        request: {
          kind,
          idempotencyKey,
          target: this.#target,
          input: { steps: [...steps] },
        },
      });
      await this.#onCommit();
    });
  }

  /** A set of changes on the target; its proposal stands still while each of them is planned. */
  proposeSet(request: {
    readonly proposer: string;
    readonly ordered: boolean;
    readonly stopOnFailure: boolean;
    readonly members: readonly {
      readonly kind: HistoryKind;
      readonly steps: readonly string[];
    }[];
  }): PausedTask {
    const { proposer, ordered, stopOnFailure, members } = request;
    return new PausedTask(`proposal of ${members.length}`, async pause => {
      await this.#changeSets(pause).propose(
        {
          title: 'Poke them all',
          ordered,
          stopOnFailure,
          changes: members.map(({ kind, steps }) => ({
            kind,
            target: this.#target,
            input: { steps: [...steps] },
          })),
        },
        HistoryKernel.callerOf(proposer),
      );
    });
  }

  /** Votes on all changes of a set that ask this person. */
  async voteOnSet(
    id: string,
    voter: string,
    verdict: 'approve' | 'reject',
  ): Promise<void> {
    const changeSets = this.#changeSets();
    const caller = HistoryKernel.callerOf(voter);
    const { digest } = await changeSets.get(id);
    await changeSets.vote(
      id,
      { verdict, digest, reason: 'All of it.' },
      caller,
    );
  }

  /** Fires the timers that are due: one of a kind, standing still while it plans again, or all of them at once. */
  fireTimers(many: 'one' | 'all'): PausedTask {
    return new PausedTask('timers', async whenTold => {
      const pause = many === 'one' ? whenTold : goOn;
      const reconsideration = new Reconsideration(this.#proposing(pause));
      await new TimerService({
        store: this.#store,
        reconsideration: {
          reconsider: async (id, because) => {
            const outcome = await reconsideration.reconsider(id, because);
            await this.#onCommit();
            return outcome;
          },
        },
        drift: new DriftLook({
          store: this.#store,
          planner: this.#planner(pause),
          logger,
        }),
        logger,
        settings: {
          ...defaultTimerSettings,
          ...(many === 'one' && { batch: 1 }),
        },
      }).fireDue();
      await this.#onCommit();
    });
  }

  /** Has a replica claim a run that is due, and work on it from pause to pause; undefined when none is. */
  async claim(
    replica: string,
  ): Promise<
    { readonly task: PausedTask; readonly changeId: string } | undefined
  > {
    const [claim] = await this.#store.transaction(tx =>
      claimRuns(tx, { owner: randomUUID(), leaseMs: LEASE_MS, limit: 1 }),
    );
    if (!claim) {
      return undefined;
    }
    const task = new PausedTask(`${replica} with fence ${claim.fence}`, pause =>
      new RunExecutor(
        {
          store: this.#pausing(pause),
          kinds: this.#kinds(pause),
          clusters: noClusters,
          decider: this.#decider,
          planner: this.#planner(pause),
          preflight: nothingToCheck,
          logger,
          settings: {
            ...defaultRunSettings,
            limits: { maximumUnknown: 4, maximumAttempts: 4 },
            maximumGateUnknown: 4,
          },
        },
        neverStopped,
      ).drive(claim, neverStopped),
    );
    return { task, changeId: claim.changeId };
  }

  /** The caller that a person is. */
  static callerOf(ref: string): { readonly caller: Caller } {
    return {
      caller: {
        proposer: { kind: 'user', ref },
        credentials: mockCredentials.user(ref),
      },
    };
  }

  #changeSets(pause: Pause = goOn): DefaultChangeSetService {
    return new DefaultChangeSetService({
      proposing: { ...this.#proposing(pause), store: this.#pausing(pause) },
      voting: this.voting,
    });
  }

  #proposing(pause: Pause): Proposing {
    return {
      store: this.#store,
      planner: this.#planner(pause),
      decider: this.#decider,
      assessing: new Assessing({
        store: this.#store,
        targets: this.#targets(),
        assessors: [],
        preflight: nothingToCheck,
        settings,
        logger,
      }),
      approvalExpiresAfterMs: 3_600_000,
    };
  }

  #planner(pause: Pause): Planner {
    return new Planner({
      kinds: this.#kinds(pause),
      targets: this.#targets(),
      clusters: noClusters,
      timeoutMs: 60_000,
      logger,
    });
  }

  #kinds(pause?: Pause): ChangeKindRegistry {
    const kinds = new ChangeKindRegistry();
    historyKinds.forEach(name => kinds.add(this.world.kind(name, pause)));
    return kinds;
  }

  #targets(): TargetDirectory {
    return {
      resolve: async () => this.#target,
      ofEntity: async () => [this.#target],
      all: async () => [this.#target],
      dependants: async () => [],
    };
  }

  /** The store of a process that stands still before and after each of its transactions. */
  #pausing(pause: Pause): TransactionStore {
    return {
      read: async work => {
        await pause('before reading');
        return this.#store.read(work);
      },
      transaction: async work => {
        await pause('before writing');
        const result = await this.#store.transaction(work);
        await this.#onCommit();
        await pause('after writing');
        return result;
      },
    };
  }
}

/** A process that never stands still. */
async function goOn(): Promise<void> {}

function targetOf(name: string): TargetFacts {
  return {
    entityRef: `component:default/${name}`,
    environment: 'dev',
    cluster: 'test',
    namespace: name,
    workload: { kind: 'Deployment', name },
    name,
    entityKind: 'Component',
    owner: 'group:default/shop',
    tags: [],
    tier: 4,
    production: false,
    inCatalog: true,
  };
}
