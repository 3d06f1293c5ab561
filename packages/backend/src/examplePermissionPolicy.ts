import { createBackendModule } from '@backstage/backend-plugin-api';
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

/** Installs the example organisation's permission policy. */
export const examplePermissionPolicy = createBackendModule({
  pluginId: 'permission',
  moduleId: 'example-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ExamplePolicy());
      },
    });
  },
});
