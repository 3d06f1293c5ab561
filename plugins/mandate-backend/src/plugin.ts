import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  type Assessor,
  type Detector,
  mandateAssessorsExtensionPoint,
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateNotifiersExtensionPoint,
  mandateObservationExtensionPoint,
  mandateTemplatesExtensionPoint,
  mandatePreflightExtensionPoint,
  type Notifier,
  type PreflightSource,
  type Remedy,
} from '@mandate/plugin-mandate-node';
import { limitedActions } from './actions/limitedActions';
import { registerActions } from './actions/registerActions';
import { KernelStore } from './database/KernelStore';
import { Observation } from './extensionPoints/Observation';
import { registerPermissions } from './permissions/registerPermissions';
import { TemplatesExtension } from './extensionPoints/TemplatesExtension';
import { createRouter } from './router/createRouter';
import { createKernel } from './service/createKernel';
import { createRunSide } from './service/createRunSide';
import { ChangeKindRegistry } from './service/kinds/ChangeKindRegistry';
import { KernelMetrics } from './service/metrics/KernelMetrics';
import { PollingLoop } from './service/PollingLoop';
import { RateLimiter } from './service/rateLimit/RateLimiter';
import { readKernelSettings } from './service/settings/KernelSettings';

/** A checkpoint is made at least every five seconds while there are entries; this leaves time to make it. */
const CHECKPOINT_EVERY_MS = 3_000;
/** How often a replica looks whether publication is due and nobody else is at it. */
const PUBLICATION_TRY_MS = 10_000;
/** Personal data is kept for days or years; an hour more does not matter. */
const RETENTION_EVERY_MS = 3_600_000;
/** How often a replica looks whether training is due and nobody else is at it. */
const TRAINING_TRY_MS = 60_000;

/**
 * The kernel of Mandate: propose, decide, approve, run, verify, record.
 *
 * @public
 */
export const mandatePlugin = createBackendPlugin({
  pluginId: 'mandate',
  register(env) {
    const kinds = new ChangeKindRegistry();
    const assessors: Assessor[] = [];
    const preflightSources: PreflightSource[] = [];
    const detectors: Detector[] = [];
    const remedies: Remedy[] = [];
    const notifiers: Notifier[] = [];
    const observation = new Observation();
    const templatesExtension = new TemplatesExtension();
    env.registerExtensionPoint(mandateChangeKindsExtensionPoint, {
      addChangeKind: kind => kinds.add(kind),
      kind: name => kinds.find(name),
    });
    env.registerExtensionPoint(mandateAssessorsExtensionPoint, {
      addAssessor: assessor => assessors.push(assessor),
    });
    env.registerExtensionPoint(mandatePreflightExtensionPoint, {
      addPreflightSource: source => preflightSources.push(source),
    });
    env.registerExtensionPoint(mandateDetectorsExtensionPoint, {
      addDetector: detector => detectors.push(detector),
      addRemedy: remedy => remedies.push(remedy),
    });
    env.registerExtensionPoint(mandateNotifiersExtensionPoint, {
      addNotifier: notifier => notifiers.push(notifier),
    });
    env.registerExtensionPoint(mandateObservationExtensionPoint, observation);
    env.registerExtensionPoint(
      mandateTemplatesExtensionPoint,
      templatesExtension,
    );

    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        signals: signalsServiceRef,
      },
      async init(services) {
        const { auditor, auth, config, lifecycle, logger } = services;
        const settings = readKernelSettings(config);
        const store = await KernelStore.create(services);
        const kernel = await createKernel({
          ...services,
          store,
          settings,
          kinds,
          assessors,
          preflightSources,
          observation,
          templatesExtension,
        });
        const runSide = createRunSide({
          ...kernel,
          store,
          kinds,
          clusters: observation.clusters,
          targets: observation.targets,
          detectors,
          remedies,
          notifiers,
          notifications: services.notifications,
          signals: services.signals,
          events: services.events,
          webhooks: settings.webhooks,
          origin: settings.ledger.origin,
          auth,
          logger,
          settings: {
            run: settings.runs,
            outbox: { timeoutMs: settings.deliveryTimeout },
          },
        });
        const metrics = new KernelMetrics({
          ...kernel,
          metrics: services.metrics,
        });
        store.onRecorded(facts => metrics.count(facts));
        store.onQueuedWork(work => runSide.wake(work));
        const mandateLoop = new PollingLoop({
          name: 'mandates and change windows',
          intervalMs: settings.mandateSyncEvery,
          logger,
          work: async () => {
            await kernel.mandateSync.run();
            await kernel.catalogProposals.run();
            await kernel.changeWindowSync.run();
            await kernel.bootstrapApprovals.run();
            await kernel.reviewReminders.run();
            await kernel.interventionReminders.run();
          },
        });
        const checkpointLoop = new PollingLoop({
          name: "the ledger's checkpoints",
          intervalMs: CHECKPOINT_EVERY_MS,
          logger,
          work: async () => {
            await kernel.ledger.checkpoint();
          },
        });

        const retentionLoop = new PollingLoop({
          name: 'what is kept for a time',
          intervalMs: RETENTION_EVERY_MS,
          logger,
          work: async () => {
            await kernel.custody.applyRetention();
            await kernel.retention.apply();
          },
        });
        const publicationLoop = new PollingLoop({
          name: "the ledger's publication",
          intervalMs: Math.min(
            settings.ledger.publishEvery,
            PUBLICATION_TRY_MS,
          ),
          logger,
          work: () => kernel.publication.run(),
        });

        const trainingLoop = new PollingLoop({
          name: 'the risk model',
          intervalMs: TRAINING_TRY_MS,
          logger,
          work: async () => {
            await kernel.riskTraining.run();
          },
        });

        registerPermissions(services.permissionsRegistry, store);
        const rateLimiter = new RateLimiter(settings.rateLimits);
        registerActions({
          ...kernel,
          actions: limitedActions({
            ...kernel,
            actions: services.actions,
            rateLimiter,
          }),
        });
        services.httpRouter.use(
          createRouter({ ...kernel, store, auditor, rateLimiter }),
        );

        lifecycle.addStartupHook(() => {
          mandateLoop.start();
          checkpointLoop.start();
          publicationLoop.start();
          retentionLoop.start();
          trainingLoop.start();
          runSide.start();
        });
        lifecycle.addShutdownHook(async () => {
          await runSide.stop();
          await mandateLoop.stop();
          await checkpointLoop.stop();
          await publicationLoop.stop();
          await retentionLoop.stop();
          await trainingLoop.stop();
        });
      },
    });
  },
});
