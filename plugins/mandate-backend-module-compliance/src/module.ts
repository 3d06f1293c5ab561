import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  mandateAssessorsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { ComplianceService } from './ComplianceService';
import { createComplianceAssessor } from './createComplianceAssessor';
import { compileRules } from './domain/evaluateRules';
import { createRouter } from './router/createRouter';
import { builtInRules } from './rules';

/**
 * Adds compliance findings to assessments, and the rules on live workloads.
 *
 * @public
 */
export const mandateModuleCompliance = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'compliance',
  register(env) {
    env.registerInit({
      deps: {
        assessors: mandateAssessorsExtensionPoint,
        httpRouter: coreServices.httpRouter,
        observation: mandateObservationExtensionPoint,
      },
      async init({ assessors, httpRouter, observation }) {
        const rules = compileRules(builtInRules);
        assessors.addAssessor(createComplianceAssessor(rules));
        const compliance = new ComplianceService({ observation, rules });
        httpRouter.use(createRouter({ observation, compliance }));
      },
    });
  },
});
