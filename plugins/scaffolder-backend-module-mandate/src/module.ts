import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { MandateClient, TemplatesClient } from '@mandate/plugin-mandate-common';
import { createBootstrapAction } from './bootstrap/createBootstrapAction';
import { createConfigureAction } from './configure/createConfigureAction';
import { ApprovedTemplateReader } from './provision/ApprovedTemplateReader';
import { createProvisionAction } from './provision/createProvisionAction';
import { createProvisionStagedAction } from './provision/createProvisionStagedAction';
import { createRenderAction } from './render/createRenderAction';
import { createRequestTemplateAction } from './requestTemplate/createRequestTemplateAction';
import { createValidateAction } from './validate/createValidateAction';
import { TemplateFolder } from './provision/TemplateFolder';

/**
 * Adds `mandate:provision`, `mandate:provision-staged`, `mandate:render`, `mandate:validate`, `mandate:configure`, `mandate:bootstrap` and `mandate:request-template`.
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
        const connection = { discoveryApi, fetchApi: { fetch } };
        const client = new MandateClient(connection);
        const templatesClient = new TemplatesClient(connection);
        const appUrl = config.getString('app.baseUrl');
        const templates = new ApprovedTemplateReader({
          api: templatesClient,
          folder: new TemplateFolder(
            config.getOptionalStringArray('mandate.templates.directories') ??
              [],
          ),
        });
        actions.addActions(
          createProvisionAction({ api: client, appUrl, auth, templates }),
          createProvisionStagedAction({
            api: {
              proposeSet: client.proposeSet,
              simulate: client.simulate,
            },
            appUrl,
            auth,
            templates,
          }),
          createRenderAction({ auth, templates }),
          createValidateAction({
            api: { checkTemplate: templatesClient.checkTemplate },
            auth,
          }),
          createBootstrapAction({
            api: { propose: client.propose, simulate: client.simulate },
            appUrl,
            auth,
          }),
          createConfigureAction({ api: client, appUrl, auth }),
          createRequestTemplateAction({
            api: {
              propose: client.propose,
              simulate: client.simulate,
              draftTemplate: templatesClient.draftTemplate,
            },
            appUrl,
            auth,
          }),
        );
      },
    });
  },
});
