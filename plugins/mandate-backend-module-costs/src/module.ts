import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateAssessorsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { CostService } from './CostService';
import { createCostAssessor } from './createCostAssessor';
import { priceListSchema } from './domain/priceList';
import { createRouter } from './router/createRouter';

/**
 * Adds cost estimates to assessments, and the costs of entities.
 *
 * @public
 */
export const mandateModuleCosts = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'costs',
  register(env) {
    env.registerInit({
      deps: {
        assessors: mandateAssessorsExtensionPoint,
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        observation: mandateObservationExtensionPoint,
      },
      async init({ assessors, config, httpRouter, observation }) {
        const priceList = priceListSchema.parse(
          config.getOptional('mandate.costs') ?? {},
        );
        assessors.addAssessor(createCostAssessor(priceList));
        const costs = new CostService({ observation, priceList });
        httpRouter.use(createRouter({ observation, costs }));
      },
    });
  },
});
