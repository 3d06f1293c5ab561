import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

const AUDITORS = 'group:default/audit';

/**
 * The example organisation's permissions: auditors read everything and change nothing; everybody else may try
 * everything. Who may approve what is no matter of permissions: mandates and the kernel decide it.
 */
class ExamplePolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const reads = request.permission.attributes.action === 'read';
    const isAuditor = user?.info.ownershipEntityRefs.includes(AUDITORS);
    return {
      result:
        isAuditor && !reads && request.permission.name.startsWith('mandate.')
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    };
  }
}

/**
 * Installs the example organisation's permission policy; fails the start when `NODE_ENV` is `production`, unless
 * `permission.mandateExample` says that it is meant.
 */
export const examplePermissionPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint, config: coreServices.rootConfig },
      async init({ policy, config }) {
        if (
          process.env.NODE_ENV === 'production' &&
          !config.getOptionalBoolean('permission.mandateExample')
        ) {
          throw new Error(
            "The example's permission policy lets everybody try everything but auditors, and NODE_ENV is production. Replace examplePermissionPolicy in packages/backend/src/index.ts by a policy of your own, or set permission.mandateExample to true for a demonstration.",
          );
        }
        policy.setPolicy(new ExamplePolicy());
      },
    });
  },
});
