import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateChangeKindsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
import { readConfiguration } from './configuration/readConfiguration';
import { deployKind } from './kinds/deploy/deployKind';
import { restartKind } from './kinds/restart/restartKind';
import { rollbackKind } from './kinds/rollback/rollbackKind';
import { scaleKind } from './kinds/scale/scaleKind';
import { ApprovedTemplates } from './templates/ApprovedTemplates';

/**
 * Connects the mandate plugin to clusters, and brings the kinds deploy, restart, scale and rollback.
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
        observation: mandateObservationExtensionPoint,
      },
      async init({ config, logger, changeKinds, observation }) {
        const configuration = readConfiguration(config);
        const access = new KubernetesClusterAccess(configuration.clusters);
        const options = {
          verification: configuration.verification,
          mostPruned: configuration.mostPruned,
          now: () => new Date(),
        };
        const templates = new ApprovedTemplates(configuration.templates);
        observation.setClusterAccess(access);
        changeKinds.addChangeKind(deployKind({ ...options, templates }));
        changeKinds.addChangeKind(restartKind(options));
        changeKinds.addChangeKind(scaleKind(options));
        changeKinds.addChangeKind(rollbackKind(options));
        logger.info(
          `Clusters: ${access.clusters().join(', ') || 'none configured'}`,
        );
      },
    });
  },
});
