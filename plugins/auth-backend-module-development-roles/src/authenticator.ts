import { AuthenticationError, InputError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { z } from 'zod';

/**
 * Id of the auth provider: its routes are at `/api/auth/development-roles`.
 *
 * @public
 */
export const PROVIDER_ID = 'development-roles';
/**
 * The request header that names the role to sign in as.
 *
 * @public
 */
export const ROLE_HEADER = 'x-mandate-role';

/** A role one can sign in as, from `auth.developmentRoles`. */
export const developmentRoleSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  description: z.string().optional(),
  /** Entity ref of the user behind it. */
  user: z.string().regex(/^user:[^/]+\/[^/]+$/),
});
/** A role one can sign in as. */
export type DevelopmentRole = z.infer<typeof developmentRoleSchema>;

/** Signs anybody in who names a configured role. There is no password: never for production. */
export function createDevelopmentRolesAuthenticator(
  roles: readonly DevelopmentRole[],
) {
  return createProxyAuthenticator({
    defaultProfileTransform: async (result: { role: DevelopmentRole }) => ({
      profile: { displayName: result.role.title },
    }),
    initialize: () => ({}),
    async authenticate({ req }) {
      const name = req.header(ROLE_HEADER);
      if (!name) {
        throw new AuthenticationError(
          'Choose a role on the sign-in page: the request names none.',
        );
      }
      const role = roles.find(candidate => candidate.name === name);
      if (!role) {
        throw new InputError(
          `There is no role '${name.slice(0, 60)}'. Choose one of: ${roles
            .map(candidate => candidate.name)
            .join(', ')}.`,
        );
      }
      return { result: { role } };
    },
  });
}
