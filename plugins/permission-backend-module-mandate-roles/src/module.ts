import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { z } from 'zod';
import { MandateRolePolicy } from './MandateRolePolicy';

const members = z.array(z.string().min(3).max(253).toLowerCase()).default([]);
const rolesSchema = z.strictObject({
  developer: members,
  approver: members,
  mandateOwner: members,
  auditor: members,
  administrator: members,
});

/**
 * Makes Mandate's roles the portal's permission policy. Fails the start when `permission.mandateRoles` cannot be read.
 *
 * @public
 */
export const permissionModuleMandateRoles = createBackendModule({
  pluginId: 'permission',
  moduleId: 'mandate-roles',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ policy, config, logger }) {
        const parsed = rolesSchema.safeParse(
          config.getOptional('permission.mandateRoles') ?? {},
        );
        if (!parsed.success) {
          throw new Error(
            `The configuration under 'permission.mandateRoles' cannot be used:\n${z.prettifyError(
              parsed.error,
            )}`,
          );
        }
        if (Object.values(parsed.data).every(({ length }) => length === 0)) {
          logger.warn(
            'Nobody has a role under permission.mandateRoles: whoever signs in may look, and nobody may propose or approve.',
          );
        }
        policy.setPolicy(new MandateRolePolicy(parsed.data));
      },
    });
  },
});
