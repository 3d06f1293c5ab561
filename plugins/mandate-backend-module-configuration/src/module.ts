import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mandateAssessorsExtensionPoint,
  mandateChangeKindsExtensionPoint,
  mandateDetectorsExtensionPoint,
  mandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import { registerActions } from './actions/registerActions';
import { applyWhatGitHas } from './drift/applyWhatGitHas';
import { configurationDriftDetector } from './drift/configurationDriftDetector';
import { ChangeConfigurationKind } from './kind/ChangeConfigurationKind';
import { reachAssessor } from './kind/reachAssessor';
import { ConfigurationFiles } from './repository/ConfigurationFiles';
import { openRepository } from './repository/openRepository';
import { RemoteSynchronization } from './repository/RemoteSynchronization';
import { SchemaFolder } from './repository/SchemaFolder';
import { configurationRouter } from './router/configurationRouter';
import { ConfigurationReading } from './service/ConfigurationReading';
import { readSettings } from './settings/readSettings';

/**
 * Configuration of services in git: effective values with their provenance, changes that mandates decide, and drift.
 *
 * @public
 */
export const mandateModuleConfiguration = createBackendModule({
  pluginId: 'mandate',
  moduleId: 'configuration',
  register(registration) {
    registration.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        assessors: mandateAssessorsExtensionPoint,
        auth: coreServices.auth,
        changeKinds: mandateChangeKindsExtensionPoint,
        config: coreServices.rootConfig,
        detectors: mandateDetectorsExtensionPoint,
        discovery: coreServices.discovery,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        observation: mandateObservationExtensionPoint,
      },
      async init(services) {
        const { config, logger, lifecycle, observation } = services;
        const settings = readSettings(config);
        if (!settings) {
          logger.info('No configuration in git (mandate.configuration).');
          return;
        }
        const now = () => new Date();
        const repository = await openRepository({
          directory: settings.repository,
          seed: settings.seed,
          allowedSigners: settings.allowedSigners,
          now,
        });
        const remote =
          settings.remote &&
          new RemoteSynchronization({
            repository,
            remote: settings.remote,
            intervalMs: settings.remote.intervalSeconds * 1_000,
            logger,
            now,
          });
        const sources = {
          repository,
          files: new ConfigurationFiles(repository),
          schemas: new SchemaFolder(settings.schemas),
          rules: { security: settings.security },
          observation,
          kinds: services.changeKinds,
          now,
          onWritten: () => remote?.wake(),
        };
        services.changeKinds.addChangeKind(
          new ChangeConfigurationKind(sources),
        );
        services.assessors.addAssessor(reachAssessor);
        services.detectors.addDetector(
          configurationDriftDetector(sources, settings.driftIntervalSeconds),
        );
        services.detectors.addRemedy(applyWhatGitHas);
        const reading = new ConfigurationReading({ ...sources, remote });
        services.httpRouter.use(configurationRouter({ observation, reading }));
        registerActions(services);
        if (remote) {
          lifecycle.addStartupHook(() => remote.start());
          lifecycle.addShutdownHook(() => remote.stop());
        }
      },
    });
  },
});
