import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
import { readConfiguration } from './configuration/readConfiguration';
import { driftDetector } from './drift/driftDetector';
import { addKinds } from './kinds/addKinds';
import { ApprovedTemplates } from './templates/ApprovedTemplates';

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
        logger: coreServices.logger,
        changeKinds: mandateChangeKindsExtensionPoint,
        detectors: mandateDetectorsExtensionPoint,
        observation: mandateObservationExtensionPoint,
      },
      async init({ config, logger, changeKinds, detectors, observation }) {
        const configuration = readConfiguration(config);
        const access = new KubernetesClusterAccess(configuration.clusters);
        const options = {
          verification: configuration.verification,
          mostPruned: configuration.mostPruned,
          now: () => new Date(),
        };
        const templates = new ApprovedTemplates(configuration.templates);
        observation.setClusterAccess(access);
        addKinds(changeKinds, { ...options, templates });
        for (const cluster of access.clusters()) {
          detectors.addDetector(
            driftDetector({
              cluster,
              intervalSeconds: configuration.driftIntervalSeconds,
              now: options.now,
            }),
          );
        }
        logger.info(
          `Clusters: ${access.clusters().join(', ') || 'none configured'}`,
        );
      },
    });
  },
});
