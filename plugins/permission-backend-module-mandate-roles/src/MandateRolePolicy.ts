import {
  AuthorizeResult,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CHANGE } from '@mandate/plugin-mandate-common';
import {
  changeConditions,
  createChangeConditionalDecision,
} from '@mandate/plugin-mandate-node';
import {
  type Grant,
  type MandateRole,
  mandateRoles,
  roleGrants,
} from './roles';

/** Names of Mandate's permissions begin with it. */
const PREFIX = 'mandate.';

/**
 * Who has a role, by entity reference in lower case. Everybody who is signed in is a viewer.
 *
 * @public
 */
export type RoleMembers = Readonly<
  Record<Exclude<MandateRole, 'viewer'>, readonly string[]>
>;

/**
 * Decides by roles. Of other plugins' permissions everybody who is signed in may read, and only auditors and viewers may
 * do nothing else. A permission of Mandate that no role has is refused to all but administrators.
 *
 * @public
 */
export class MandateRolePolicy implements PermissionPolicy {
  readonly #members: RoleMembers;

  constructor(members: RoleMembers) {
    this.#members = members;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const claims = user.info.ownershipEntityRefs.map(ref => ref.toLowerCase());
    const roles = this.#rolesOf(claims);
    if (roles.includes('administrator')) {
      return { result: AuthorizeResult.ALLOW };
    }
    return permission.name.startsWith(PREFIX)
      ? decide(permission, roles, claims)
      : decideForOthers(permission, roles);
  }

  #rolesOf(claims: readonly string[]): readonly MandateRole[] {
    return mandateRoles.filter(
      role =>
        role === 'viewer' ||
        this.#members[role].some(member => claims.includes(member)),
    );
  }
}

function decide(
  permission: Permission,
  roles: readonly MandateRole[],
  claims: readonly string[],
): PolicyDecision {
  const grants = roles.map(
    (role): Grant | undefined => roleGrants[role][permission.name],
  );
  if (grants.includes('all')) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (
    grants.includes('own') &&
    isResourcePermission(permission, RESOURCE_TYPE_CHANGE)
  ) {
    const own = { claims: [...claims] };
    return createChangeConditionalDecision(permission, {
      anyOf: [
        changeConditions.isProposer(own),
        changeConditions.isTargetOwner(own),
        changeConditions.isApprover(own),
      ],
    });
  }
  return { result: AuthorizeResult.DENY };
}

/** Reading is for everybody; the rest for whoever works with the portal. */
function decideForOthers(
  { attributes }: Permission,
  roles: readonly MandateRole[],
): PolicyDecision {
  const works = roles.some(role => role !== 'viewer' && role !== 'auditor');
  return {
    result:
      attributes.action === 'read' || works
        ? AuthorizeResult.ALLOW
        : AuthorizeResult.DENY,
  };
}
