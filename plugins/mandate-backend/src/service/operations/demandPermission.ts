import type { PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Caller } from '../change/ChangeService';

/** Throws `NotAllowedError` when Backstage's permissions do not allow the caller to do it. */
export async function demandPermission(
  permissions: PermissionsService,
  permission: BasicPermission,
  { credentials }: Pick<Caller, 'credentials'>,
): Promise<void> {
  const [{ result }] = await permissions.authorize([{ permission }], {
    credentials,
  });
  if (result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `You lack the permission '${permission.name}'. Ask whoever looks after the portal's permissions.`,
    );
  }
}
