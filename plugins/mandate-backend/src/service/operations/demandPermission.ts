import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import type { Caller } from '../change/ChangeService';

/**
 * Throws `NotAllowedError` when Backstage's permissions do not allow the caller to do it. A permission on changes that is
 * granted with conditions is enough here: `ChangeAccess` looks at the changes themselves.
 */
export async function demandPermission(
  permissions: PermissionsService,
  permission: Permission,
  caller: Pick<Caller, 'credentials'>,
): Promise<void> {
  if (!(await isPermitted(permissions, permission, caller))) {
    throw lacksPermission(permission);
  }
}

/** Whether Backstage's permissions allow it, as {@link demandPermission} reads them. */
export async function isPermitted(
  permissions: PermissionsService,
  permission: Permission,
  { credentials }: Pick<Caller, 'credentials'>,
): Promise<boolean> {
  const [{ result }] = isResourcePermission(permission)
    ? await permissions.authorizeConditional([{ permission }], { credentials })
    : await permissions.authorize([{ permission }], { credentials });
  return isResourcePermission(permission)
    ? result !== AuthorizeResult.DENY
    : result === AuthorizeResult.ALLOW;
}

/** What somebody without a permission is told. */
export function lacksPermission({
  name,
}: Pick<Permission, 'name'>): NotAllowedError {
  return new NotAllowedError(
    `You lack the permission '${name}'. Ask whoever looks after the portal's permissions.`,
  );
}
