import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { MandateClient } from '@mandate/plugin-mandate-common';
import { createProvisionAction } from './provision/createProvisionAction';
import { TemplateFolder } from './provision/TemplateFolder';

/**
 * Adds `mandate:provision`.
 *
 * @public
 */
export const scaffolderModuleMandate = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'mandate',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discoveryApi: coreServices.discovery,
      },
      async init({ actions, auth, config, discoveryApi }) {
        actions.addActions(
          createProvisionAction({
            api: new MandateClient({ discoveryApi, fetchApi: { fetch } }),
            appUrl: config.getString('app.baseUrl'),
            auth,
            templates: new TemplateFolder(
              config.getOptionalStringArray('mandate.templates.directories') ??
                [],
            ),
          }),
        );
      },
    });
  },
});
