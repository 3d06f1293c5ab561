import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  ClusterAccess,
  Detector,
  Notifier,
  Remedy,
  TargetDirectory,
} from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../database/KernelStore';
import type { QueuedWork } from '../database/KernelTransaction';
import type { Preflight } from './assess/Preflight';
import type { ChangeService } from './change/ChangeService';
import { DriftLook } from './change/DriftLook';
import type { Reconsideration } from './change/Reconsideration';
import type { Decider } from './decide/Decider';
import {
  defaultDetectSettings,
  type DetectSettings,
  DetectorLoop,
} from './detect/DetectorLoop';
import { Remedying, type RemedyProposal } from './detect/Remedying';
import type { ChangeKindRegistry } from './kinds/ChangeKindRegistry';
import { BackstageNotifier } from './outbox/BackstageNotifier';
import {
  defaultOutboxSettings,
  OutboxDelivery,
  type OutboxSettings,
} from './outbox/OutboxDelivery';
import { WebhookDelivery } from './outbox/WebhookDelivery';
import type { WebhookSettings } from './outbox/webhookSettings';
import type { Planner } from './plan/Planner';
import { KeepingLoop } from './run/KeepingLoop';
import { defaultRunSettings, type RunSettings } from './run/RunSettings';
import type { RunDependencies } from './run/RunScene';
import { RunWorker } from './run/RunWorker';
import type { VoteLinkSigner } from './voteLinks/VoteLinkSigner';
import {
  defaultTimerSettings,
  TimerService,
  type TimerSettings,
} from './timers/TimerService';

/** Everything that works by itself: runs, timers, outgoing messages, detectors and their remedies. */
export interface RunSide {
  start(): void;
  /** Comes to a safe point, within the drain time; what is unfinished is resumed by whoever starts next. */
  stop(): Promise<void>;
  /** Looks for work now. The store calls it after each commit of this replica that leaves work. */
  wake(work: ReadonlySet<QueuedWork>): void;
}

/** What the run side needs. */
export interface RunSideDependencies {
  readonly store: KernelStore;
  readonly changes: Pick<ChangeService, 'propose'>;
  readonly reconsideration: Pick<Reconsideration, 'reconsider'>;
  readonly decider: Pick<
    Decider,
    'checkToday' | 'isRejectedToday' | 'requirementsSatisfied'
  >;
  readonly planner: Pick<Planner, 'replan'>;
  readonly preflight: Pick<Preflight, 'check'>;
  readonly kinds: ChangeKindRegistry;
  readonly clusters: ClusterAccess;
  readonly targets: TargetDirectory;
  readonly detectors: readonly Detector[];
  readonly remedies: readonly Remedy[];
  /** Added to Backstage's notifications. */
  readonly notifiers: readonly Notifier[];
  readonly notifications: Pick<NotificationService, 'send'>;
  readonly signals: Pick<SignalsService, 'publish'>;
  readonly events: Pick<EventsService, 'publish'>;
  readonly webhooks: readonly WebhookSettings[];
  /** Names this portal in events. */
  readonly origin: string;
  readonly voteLinkSigner: Pick<VoteLinkSigner, 'sign'>;
  readonly auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  readonly logger: LoggerService;
  readonly settings?: {
    readonly run?: Partial<RunSettings>;
    readonly timers?: Partial<TimerSettings>;
    readonly outbox?: Partial<OutboxSettings>;
    readonly detect?: Partial<DetectSettings>;
  };
  /** See `RunDependencies.onBoundary`. */
  readonly onBoundary?: (name: string) => Promise<void>;
}

/** Puts the run side together; nothing happens before `start`. */
export function createRunSide(dependencies: RunSideDependencies): RunSide {
  const { store, kinds, clusters, targets, logger, settings, webhooks } =
    dependencies;
  const ofRuns: RunDependencies = {
    store,
    kinds,
    clusters,
    decider: dependencies.decider,
    planner: dependencies.planner,
    preflight: dependencies.preflight,
    logger,
    settings: { ...defaultRunSettings, ...settings?.run },
    onBoundary: dependencies.onBoundary,
  };
  const worker = new RunWorker(ofRuns);
  const keeping = new KeepingLoop(ofRuns);
  const timers = new TimerService({
    store,
    drift: new DriftLook({
      store,
      decider: dependencies.decider,
      kinds,
      planner: dependencies.planner,
      logger,
    }),
    reconsideration: dependencies.reconsideration,
    logger,
    settings: { ...defaultTimerSettings, ...settings?.timers },
  });
  const outbox = new OutboxDelivery({
    store,
    notifiers: [
      new BackstageNotifier(dependencies.notifications),
      ...dependencies.notifiers,
    ],
    signals: dependencies.signals,
    voteLinks: dependencies.voteLinkSigner,
    events: dependencies.events,
    webhooks,
    origin: dependencies.origin,
    logger,
    settings: { ...defaultOutboxSettings, ...settings?.outbox },
  });
  const webhookDelivery = new WebhookDelivery({
    store,
    webhooks,
    logger,
    settings: { ...defaultOutboxSettings, ...settings?.outbox },
  });
  const remedying = new Remedying({
    store,
    remedies: dependencies.remedies,
    targets,
    logger,
    propose: proposal => proposeAsDetector(dependencies, proposal),
  });
  const detectors = dependencies.detectors.map(
    detector =>
      new DetectorLoop(detector, {
        store,
        clusters,
        targets,
        remedying,
        logger,
        settings: { ...defaultDetectSettings, ...settings?.detect },
      }),
  );
  const loops = [
    worker,
    keeping,
    timers,
    outbox,
    webhookDelivery,
    ...detectors,
  ];
  const byWork = { runs: worker, timers, messages: outbox } as const;
  return {
    start: () => loops.forEach(loop => loop.start()),
    stop: async () => {
      await Promise.all(loops.map(loop => loop.stop()));
    },
    wake: work => {
      work.forEach(kind => byWork[kind].wake());
      if (work.has('messages')) {
        webhookDelivery.wake();
      }
    },
  };
}

async function proposeAsDetector(
  { auth, changes }: RunSideDependencies,
  { request, detectorId, findingId }: RemedyProposal,
): Promise<void> {
  await changes.propose(request, {
    findingId,
    caller: {
      proposer: { kind: 'detector', ref: `detector:${detectorId}` },
      credentials: await auth.getOwnServiceCredentials(),
    },
  });
}
