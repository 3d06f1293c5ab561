import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { MandateClient, TemplatesClient } from '@mandate/plugin-mandate-common';
import { ApprovedTemplateProvider } from './ApprovedTemplateProvider';
import { annotationsModel } from './annotationsModel';
import { ChangeWindowEntityProcessor } from './ChangeWindowEntityProcessor';
import { MandateEntityProcessor } from './MandateEntityProcessor';
import { readSizePrices } from './readSizePrices';
import { ProposedEntityProvider } from './ProposedEntityProvider';

const REFRESH_SECONDS = 3;
/** Later than files and other locations are read as a rule, so that software templates made by hand need not replace ours. */
const TEMPLATE_REFRESH_SECONDS = 20;

/**
 * Adds the kinds Mandate and ChangeWindow, our annotations, the entities that changes bring with them and a software template for each approved template.
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discoveryApi: coreServices.discovery,
        logger: coreServices.logger,
        model: catalogModelExtensionPoint,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init(services) {
        const { auth, catalog, config, discoveryApi, logger } = services;
        const { model, processing, scheduler } = services;
        const connection = { discoveryApi, fetchApi: { fetch } };
        model.addModelSource(annotationsModel);
        processing.addProcessor(new MandateEntityProcessor());
        processing.addProcessor(new ChangeWindowEntityProcessor());
        processing.addEntityProvider(
          new ProposedEntityProvider({
            api: new MandateClient(connection),
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
        processing.addEntityProvider(
          new ApprovedTemplateProvider({
            api: new TemplatesClient(connection),
            auth,
            catalog,
            logger,
            prices: readSizePrices(config),
            taskRunner: scheduler.createScheduledTaskRunner({
              frequency: { seconds: TEMPLATE_REFRESH_SECONDS },
              initialDelay: { seconds: TEMPLATE_REFRESH_SECONDS },
              timeout: { seconds: 60 },
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});
