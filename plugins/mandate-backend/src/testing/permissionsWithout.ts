import type { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';

/** Permissions that allow all but one, by its name. */
export function permissionsWithout(name: string): PermissionsService {
  const resultOf = ({ permission }: { permission: { name: string } }) =>
    ({
      result:
        permission.name === name ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    } as const);
  return {
    authorize: async queries => queries.map(resultOf),
    authorizeConditional: async queries => queries.map(resultOf),
  };
}
