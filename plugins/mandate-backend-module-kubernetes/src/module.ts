import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
  mandatePreflightExtensionPoint,
  mandateTemplatesExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { ClusterRegistry } from './cluster/ClusterRegistry';
import { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
import { CatalogClusters } from './clusters/CatalogClusters';
import { readConfiguration } from './configuration/readConfiguration';
import { BreakableClusters } from './development/BreakableClusters';
import { driftDetector } from './drift/driftDetector';
import { reapplyDrift } from './drift/reapplyDrift';
import { addKinds } from './kinds/addKinds';
import { observing } from './observing';
import { backupSource } from './preflight/backupSource';
import { removeRetired } from './retention/removeRetired';
import { retentionDetector } from './retention/retentionDetector';
import { developmentRouter } from './router/developmentRouter';
import { releaseRouter } from './router/releaseRouter';
import { templateDriftRouter } from './router/templateDriftRouter';
import { ApprovedTemplates } from './templates/ApprovedTemplates';
import { OpenApiDocuments } from './cluster/OpenApiDocuments';
import { ProgramRenderer } from './templates/packages/ProgramRenderer';
import { TemplateFolders } from './templates/TemplateFolders';

/**
 * Connects the mandate plugin to clusters, and brings the kinds of change that workloads, nodes and namespaces have.
 *
 * @public
 */
export const mandateModuleKubernetes = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'kubernetes',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        auditor: coreServices.auditor,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        changeKinds: mandateChangeKindsExtensionPoint,
        detectors: mandateDetectorsExtensionPoint,
        observation: mandateObservationExtensionPoint,
        permissions: coreServices.permissions,
        preflight: mandatePreflightExtensionPoint,
        signals: signalsServiceRef,
        templates: mandateTemplatesExtensionPoint,
      },
      async init({
        changeKinds,
        detectors,
        observation,
        preflight,
        templates,
        ...services
      }) {
        const { config, logger, httpRouter } = services;
        const configuration = readConfiguration(config);
        const registry = new ClusterRegistry(configuration.clusters);
        const access = new KubernetesClusterAccess(registry);
        const options = {
          verification: configuration.verification,
          mostPruned: configuration.mostPruned,
          now: () => new Date(),
        };
        const folders = new TemplateFolders(configuration.templates);
        const renderer = new ProgramRenderer(configuration.programs);
        const approved = new ApprovedTemplates(
          folders,
          templates.recorded,
          renderer,
        );
        templates.setPackageRenderer(renderer);
        templates.setTemplateSource(folders);
        templates.setSchemaSource(new OpenApiDocuments(registry, options.now));
        observation.setClusterAccess(access);
        preflight.addPreflightSource(backupSource({ now: options.now }));
        addKinds(changeKinds, { ...options, templates: approved });
        for (const cluster of access.clusters()) {
          detectors.addDetector(
            driftDetector({
              cluster,
              intervalSeconds: configuration.driftIntervalSeconds,
              now: options.now,
            }),
          );
          detectors.addDetector(
            retentionDetector({ cluster, now: options.now }),
          );
        }
        detectors.addRemedy(removeRetired);
        if (configuration.proposesReapply) {
          detectors.addRemedy(reapplyDrift);
        }
        const breakable = new BreakableClusters({
          registry,
          isOffered:
            configuration.breaksClusters &&
            process.env.NODE_ENV === 'development',
        });
        httpRouter.use(releaseRouter({ observation }));
        httpRouter.use(developmentRouter({ clusters: breakable, ...services }));
        httpRouter.use(
          templateDriftRouter({ observation, templates: approved }),
        );
        httpRouter.use(
          observing({
            registry,
            access,
            observation,
            breakable,
            leaseNamespace: configuration.leaseNamespace,
            ...services,
          }),
        );
        if (configuration.clustersInCatalog) {
          const inCatalog = new CatalogClusters({ registry, ...services });
          services.lifecycle.addStartupHook(() => inCatalog.start());
          services.lifecycle.addShutdownHook(() => inCatalog.stop());
        }
        configuration.unusableClusters.forEach(words => logger.warn(words));
        logger.info(
          `Clusters: ${access.clusters().join(', ') || 'none configured'}`,
        );
      },
    });
  },
});
