import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** A token for the mandate backend, in the name of whoever runs the task. */
export async function tokenFor(
  auth: AuthService,
  onBehalfOf: BackstageCredentials,
): Promise<string> {
  const { token } = await auth.getPluginRequestToken({
    onBehalfOf,
    targetPluginId: 'mandate',
  });
  return token;
}

/** A task shows an error's message only, and a `ResponseError`'s says the status; why it was refused is its cause. */
export async function inServersWords<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof ResponseError ? error.cause : error;
  }
}
