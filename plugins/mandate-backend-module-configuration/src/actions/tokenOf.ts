import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';

/** A token to ask this plugin's routes as whoever called the action. */
export async function tokenOf(
  auth: AuthService,
  credentials: BackstageCredentials,
): Promise<{ readonly token: string }> {
  return auth.getPluginRequestToken({
    onBehalfOf: credentials,
    targetPluginId: 'mandate',
  });
}
