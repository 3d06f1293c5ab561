import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { readInterval } from './configuration/readInterval';
import { crashLoopDetector } from './detector/crashLoopDetector';
import { restartThenRollback } from './domain/restartThenRollback';
import { healthRouter } from './router/healthRouter';

/**
 * Watches workloads for crash loops, proposes a restart and then a rollback, and serves the health card.
 *
 * @public
 */
export const mandateModuleHealth = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'health',
  register(registration) {
    registration.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        detectors: mandateDetectorsExtensionPoint,
        observation: mandateObservationExtensionPoint,
      },
      async init({ config, httpRouter, detectors, observation }) {
        const now = () => new Date();
        const intervalSeconds = readInterval(config);
        detectors.addDetector(crashLoopDetector({ intervalSeconds, now }));
        detectors.addRemedy(restartThenRollback);
        httpRouter.use(healthRouter({ observation, now }));
      },
    });
  },
});
