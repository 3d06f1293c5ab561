import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
  mandateTemplatesExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
import { readConfiguration } from './configuration/readConfiguration';
import { driftDetector } from './drift/driftDetector';
import { addKinds } from './kinds/addKinds';
import { releaseRouter } from './router/releaseRouter';
import { ApprovedTemplates } from './templates/ApprovedTemplates';
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
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        changeKinds: mandateChangeKindsExtensionPoint,
        detectors: mandateDetectorsExtensionPoint,
        observation: mandateObservationExtensionPoint,
        templates: mandateTemplatesExtensionPoint,
      },
      async init(services) {
        const { config, logger, changeKinds, detectors } = services;
        const { observation, templates } = services;
        const configuration = readConfiguration(config);
        const access = new KubernetesClusterAccess(configuration.clusters);
        const options = {
          verification: configuration.verification,
          mostPruned: configuration.mostPruned,
          now: () => new Date(),
        };
        const folders = new TemplateFolders(configuration.templates);
        const approved = new ApprovedTemplates(folders, templates.recorded);
        templates.setTemplateSource(folders);
        observation.setClusterAccess(access);
        addKinds(changeKinds, { ...options, templates: approved });
        for (const cluster of access.clusters()) {
          detectors.addDetector(
            driftDetector({
              cluster,
              intervalSeconds: configuration.driftIntervalSeconds,
              now: options.now,
            }),
          );
        }
        services.httpRouter.use(releaseRouter({ observation }));
        logger.info(
          `Clusters: ${access.clusters().join(', ') || 'none configured'}`,
        );
      },
    });
  },
});
