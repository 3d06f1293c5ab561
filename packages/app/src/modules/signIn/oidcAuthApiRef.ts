import {
  type BackstageIdentityApi,
  createApiRef,
  type ProfileInfoApi,
  type SessionApi,
} from '@backstage/frontend-plugin-api';

/** Signs in with the organisation's identity provider. */
export const oidcAuthApiRef = createApiRef<
  BackstageIdentityApi & ProfileInfoApi & SessionApi
>().with({ id: 'app.auth.oidc', pluginId: 'app' });
