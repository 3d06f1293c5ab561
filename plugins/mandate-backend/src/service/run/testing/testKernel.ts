import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ClusterAccess,
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../../database/KernelStore';
import { defaultRiskThresholds } from '../../../domain/assessment/risk';
import { Assessing } from '../../assess/Assessing';
import type { Proposing } from '../../change/proposing/proposeChange';
import { Decider } from '../../decide/Decider';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import type { PeopleDirectory } from '../../people/PeopleDirectory';
import { Planner } from '../../plan/Planner';
import type { RunDependencies } from '../RunScene';
import { defaultRunSettings, type RunSettings } from '../RunSettings';
import { type FakeWorld, noClusters } from './FakeWorld';
import { targets as testTargets } from './testTargets';

/** Waits short enough for tests. */
export const quickRunSettings: RunSettings = {
  ...defaultRunSettings,
  pollMs: 10,
  stepRetry: { initialMs: 1, maximumMs: 5 },
  gateRetry: { initialMs: 1, maximumMs: 5 },
  checkMs: 1,
  drainMs: 50,
};

/** The kernel's services, wired to each other as the plugin wires them, around a store and a fake world. */
export function createTestKernel(parts: {
  readonly store: KernelStore;
  readonly kinds: ChangeKindRegistry;
  readonly people: PeopleDirectory;
  readonly world: FakeWorld;
  readonly logger: LoggerService;
  /** None when absent. */
  readonly clusters?: ClusterAccess;
  /** The ones of tests when absent. */
  readonly targets?: TargetDirectory;
}): { readonly proposing: Proposing; readonly runs: RunDependencies } {
  const { store, kinds, people, world, logger } = parts;
  const { clusters = noClusters, targets = testTargets } = parts;
  const settings = {
    environments: [],
    defaultApprovers: [],
    mandates: { approvers: [] },
    assessorTimeout: 1_000,
    risk: { thresholds: defaultRiskThresholds, trainEvery: 3_600_000 },
  };
  const decider = new Decider({ kinds, people, settings });
  const planner = new Planner({
    kinds,
    targets,
    clusters,
    timeoutMs: 10_000,
    logger,
  });
  const preflight = { check: async () => world.preflight };
  const assessing = new Assessing({
    store,
    targets,
    assessors: [],
    preflight,
    settings,
    logger,
  });
  return {
    proposing: {
      store,
      planner,
      decider,
      assessing,
      approvalExpiresAfterMs: 3_600_000,
    },
    runs: {
      store,
      kinds,
      clusters,
      decider,
      planner,
      preflight,
      logger,
      settings: quickRunSettings,
    },
  };
}
