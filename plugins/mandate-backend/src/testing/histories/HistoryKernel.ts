import { mockCredentials } from '@backstage/backend-test-utils';
import type { ChangeDetail, Proposer } from '@mandate/plugin-mandate-common';
import { randomUUID } from 'node:crypto';
import type { KernelStore } from '../../database/KernelStore';
import { claimRuns } from '../../database/runs/claimRuns';
import type { Caller } from '../../service/change/ChangeService';
import { DefaultChangeSetService } from '../../service/changeSets/DefaultChangeSetService';
import { DriftLook } from '../../service/change/DriftLook';
import { proposeChange } from '../../service/change/proposing/proposeChange';
import { Reconsideration } from '../../service/change/Reconsideration';
import type { Voting } from '../../service/change/voting/castVote';
import { DefaultDelegationService } from '../../service/delegations/DefaultDelegationService';
import { DefaultInterventionService } from '../../service/interventions/DefaultInterventionService';
import { DefaultKillSwitchService } from '../../service/killSwitches/DefaultKillSwitchService';
import { RunExecutor } from '../../service/run/RunExecutor';
import { defaultRunSettings } from '../../service/run/RunSettings';
import { noClusters } from '../../service/run/testing/FakeWorld';
import {
  defaultTimerSettings,
  TimerService,
} from '../../service/timers/TimerService';
import { HistoryServices, logger, nothingToCheck } from './HistoryServices';
import type { HistoryKind, HistoryWorld } from './HistoryWorld';
import { type Pause, PausedTask } from './PausedTask';

/** How long a claim holds in histories, in milliseconds. */
export const LEASE_MS = 30_000;

/** The group that may break the glass and override freezes. */
export const COMMANDERS = 'group:default/commanders';

/** The group that reviews that. */
export const REVIEWERS = 'group:default/security';

const SET_TITLE = 'Poke them all';

const neverStopped = new AbortController().signal;

/** The real kernel services on one database, for one history with a target of its own. */
export class HistoryKernel {
  readonly world: HistoryWorld;
  readonly voting: Voting;
  readonly killSwitches: DefaultKillSwitchService;
  readonly delegations: DefaultDelegationService;
  readonly interventions: DefaultInterventionService;
  readonly #store: KernelStore;
  readonly #services: HistoryServices;
  readonly #onCommit: () => Promise<void>;
  readonly #withoutKinds = new WeakSet<PausedTask>();

  constructor(options: ConstructorParameters<typeof HistoryServices>[0]) {
    const { store } = options;
    this.#store = store;
    this.#onCommit = options.onCommit;
    this.#services = new HistoryServices(options);
    const { world, people, decider } = this.#services;
    const kinds = this.#services.kindsNow();
    this.world = world;
    this.voting = { store, kinds, people, decider };
    this.killSwitches = new DefaultKillSwitchService(store);
    this.delegations = new DefaultDelegationService({ store, people });
    this.interventions = new DefaultInterventionService({
      kinds,
      store,
      people,
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
      await proposeChange(this.#services.proposing(pause), {
        proposer,
        request: {
          kind,
          idempotencyKey,
          target: this.#services.target,
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
          title: SET_TITLE,
          ordered,
          stopOnFailure,
          changes: members.map(({ kind, steps }) => ({
            kind,
            target: this.#services.target,
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
      { verdict, digest, reason: 'All of it.', confirmTitle: SET_TITLE },
      caller,
    );
  }

  /** Fires the timers that are due: one of a kind, standing still while it plans again, or all of them at once. */
  fireTimers(many: 'one' | 'all'): PausedTask {
    return new PausedTask('timers', async whenTold => {
      const pause = many === 'one' ? whenTold : goOn;
      const reconsideration = new Reconsideration(
        this.#services.proposing(pause),
      );
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
          // What it counts is looked at before it stands still.
          store: this.#services.pausing(goOn),
          decider: this.#services.decider,
          kinds: this.#services.kinds(),
          planner: this.#services.planner(pause),
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
    const task = new PausedTask(
      `${replica} with fence ${claim.fence}`,
      pause => {
        const kinds = this.#services.kinds(pause);
        if (kinds.all().length === 0) {
          this.#withoutKinds.add(task);
        }
        return new RunExecutor(
          {
            store: this.#services.pausing(pause),
            kinds,
            clusters: noClusters,
            decider: this.#services.decider,
            planner: this.#services.planner(pause),
            preflight: nothingToCheck,
            logger,
            settings: {
              ...defaultRunSettings,
              limits: { maximumUnknown: 4, maximumAttempts: 4 },
              maximumGateUnknown: 4,
            },
          },
          neverStopped,
        ).drive(claim, neverStopped);
      },
    );
    return { task, changeId: claim.changeId };
  }

  /** Whether a process that works on a run started while no module brought its kind. */
  lacksKinds(task: PausedTask): boolean {
    return this.#withoutKinds.has(task);
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
      proposing: {
        ...this.#services.proposing(pause),
        store: this.#services.pausing(pause),
      },
      voting: this.voting,
    });
  }
}

/** A process that never stands still. */
async function goOn(): Promise<void> {}
