import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { AllowedAction } from '@mandate/plugin-mandate-common';
import type { Caller } from '../service/change/ChangeService';
import {
  isPermitted,
  lacksPermission,
} from '../service/operations/demandPermission';

/**
 * Takes away what the domain's rules allow and the caller's permission does not, as `narrowAllowed` does of changes. It is
 * asked about once for all of them, and not at all where the rules allow none.
 *
 * @returns What of an action is left.
 */
export async function narrowActions(
  permissions: PermissionsService,
  permission: BasicPermission,
  caller: Pick<Caller, 'credentials'>,
  actions: readonly (AllowedAction | undefined)[],
): Promise<(action: AllowedAction) => AllowedAction> {
  const isAsked = actions.some(action => action?.allowed);
  const isGranted =
    !isAsked || (await isPermitted(permissions, permission, caller));
  return action =>
    action.allowed && !isGranted
      ? { allowed: false, why: lacksPermission(permission).message }
      : action;
}
