import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { MandateClient } from '@mandate/plugin-mandate-common';
import { annotationsModel } from './annotationsModel';
import { ChangeWindowEntityProcessor } from './ChangeWindowEntityProcessor';
import { MandateEntityProcessor } from './MandateEntityProcessor';
import { ProposedEntityProvider } from './ProposedEntityProvider';

const REFRESH_SECONDS = 3;

/**
 * Adds the kinds Mandate and ChangeWindow, our annotations and the entities that changes bring with them.
 *
 * @public
 */
export const catalogModuleMandate = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'mandate',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        discoveryApi: coreServices.discovery,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, discoveryApi, logger, model, processing, scheduler }) {
        model.addModelSource(annotationsModel);
        processing.addProcessor(new MandateEntityProcessor());
        processing.addProcessor(new ChangeWindowEntityProcessor());
        processing.addEntityProvider(
          new ProposedEntityProvider({
            api: new MandateClient({ discoveryApi, fetchApi: { fetch } }),
            auth,
            logger,
            taskRunner: scheduler.createScheduledTaskRunner({
              frequency: { seconds: REFRESH_SECONDS },
              initialDelay: { seconds: REFRESH_SECONDS },
              timeout: { seconds: 30 },
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});
