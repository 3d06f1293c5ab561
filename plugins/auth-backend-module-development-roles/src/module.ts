import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { z } from 'zod';
import {
  createDevelopmentRolesAuthenticator,
  developmentRoleSchema,
  PROVIDER_ID,
} from './authenticator';

/**
 * Adds the provider `development-roles`; fails the start when `NODE_ENV` is `production`.
 *
 * @public
 */
export const authModuleDevelopmentRoles = createBackendModule({
  pluginId: 'auth',
  moduleId: 'development-roles',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, providers }) {
        if (process.env.NODE_ENV === 'production') {
          throw new Error(
            'Signing in as a role without a password is for development only, and NODE_ENV is production. Remove the module auth-backend-module-development-roles from the backend and configure OIDC as app-config.production.yaml shows.',
          );
        }
        const roles = z
          .array(developmentRoleSchema)
          .parse(config.getOptional('auth.developmentRoles') ?? []);
        providers.registerProvider({
          providerId: PROVIDER_ID,
          factory: createProxyAuthProviderFactory({
            authenticator: createDevelopmentRolesAuthenticator(roles),
            signInResolver: ({ result }, context) =>
              context.signInWithCatalogUser({ entityRef: result.role.user }),
          }),
        });
      },
    });
  },
});
