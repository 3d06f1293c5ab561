import { mockServices } from '@backstage/backend-test-utils';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import type { KernelStore, TransactionStore } from '../../database/KernelStore';
import { defaultRiskThresholds } from '../../domain/assessment/risk';
import { Assessing } from '../../service/assess/Assessing';
import type { Proposing } from '../../service/change/proposing/proposeChange';
import { Decider } from '../../service/decide/Decider';
import { ChangeKindRegistry } from '../../service/kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../service/people/PeopleDirectory';
import { Planner } from '../../service/plan/Planner';
import { noClusters } from '../../service/run/testing/FakeWorld';
import { historyKinds, HistoryWorld } from './HistoryWorld';
import type { Pause } from './PausedTask';
import type { ReferenceModel } from './ReferenceModel';

const settings = {
  environments: [],
  defaultApprovers: [],
  mandates: { approvers: [] },
  assessorTimeout: 1_000,
  risk: { thresholds: defaultRiskThresholds, trainEvery: 3_600_000 },
};
/** Histories look at what is stored. */
export const logger = mockServices.rootLogger({ level: 'none' });
/** Nothing speaks against starting. */
export const nothingToCheck = { check: async () => [] };

/** The kernel's parts as the processes of one history use them: each stands still where its `pause` says. */
export class HistoryServices {
  readonly world = new HistoryWorld();
  readonly people: PeopleDirectory;
  readonly decider: Decider;
  readonly target: TargetFacts;
  readonly #store: KernelStore;
  readonly #onCommit: () => Promise<void>;

  constructor(options: {
    readonly store: KernelStore;
    /** Makes the target one of its own. */
    readonly name: string;
    readonly model: ReferenceModel;
    /** Called after each transaction of a process that may stand still in between. */
    readonly onCommit: () => Promise<void>;
  }) {
    const { model } = options;
    this.#store = options.store;
    this.#onCommit = options.onCommit;
    this.target = targetOf(options.name);
    this.people = {
      groupsOf: async refs =>
        new Map(refs.map(ref => [ref, [...(model.groups.get(ref) ?? [])]])),
      membersOf: async refs => new Map(refs.map(ref => [ref, []])),
    };
    this.decider = new Decider({
      kinds: this.kinds(),
      people: this.people,
      settings,
    });
  }

  /** What a process proposes with. */
  proposing(pause: Pause): Proposing {
    return {
      store: this.#store,
      planner: this.planner(pause),
      decider: this.decider,
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

  /** What a process plans with. */
  planner(pause: Pause): Planner {
    return new Planner({
      kinds: this.kinds(pause),
      targets: this.#targets(),
      clusters: noClusters,
      timeoutMs: 60_000,
      logger,
    });
  }

  /** The kinds of change, as a process calls them: none in one that starts while their module is not installed. */
  kinds(pause?: Pause): ChangeKindRegistry {
    const kinds = new ChangeKindRegistry();
    if (pause && !this.world.isInstalled) {
      return kinds;
    }
    historyKinds.forEach(name => kinds.add(this.world.kind(name, pause)));
    return kinds;
  }

  /** The kinds of the processes that serve people: none while their module is not installed. */
  kindsNow(): ChangeKindRegistry {
    const kinds = this.kinds();
    const find = kinds.find.bind(kinds);
    return Object.assign(kinds, {
      find: (name: string) => (this.world.isInstalled ? find(name) : undefined),
    });
  }

  #targets(): TargetDirectory {
    return {
      resolve: async () => this.target,
      ofEntity: async () => [this.target],
      all: async () => [this.target],
      dependants: async () => [],
    };
  }

  /** The store of a process that stands still before and after each of its transactions. */
  pausing(pause: Pause): TransactionStore {
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
