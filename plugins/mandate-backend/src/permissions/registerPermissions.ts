import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { mandatePermissions } from '@mandate/plugin-mandate-common';
import {
  changePermissionRules,
  changeResourceRef,
} from '@mandate/plugin-mandate-node';
import { changeResources } from '../database/changes/changeResources';
import type { KernelStore } from '../database/KernelStore';

/** Tells Backstage of the plugin's permissions, and of the rules by which those on changes can be granted. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  store: KernelStore,
): void {
  const all: readonly Permission[] = mandatePermissions;
  registry.addPermissions(
    all.filter(permission => !isResourcePermission(permission)),
  );
  registry.addResourceType({
    resourceRef: changeResourceRef,
    permissions: all.filter(permission => isResourcePermission(permission)),
    rules: Object.values(changePermissionRules),
    getResources: async ids => [
      ...(await store.read(tx => changeResources(tx, ids))),
    ],
  });
}
