import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_CHANGE } from '@mandate/plugin-mandate-common';

/**
 * What permission rules see of a change. References are in lower case.
 *
 * @public
 */
export interface ChangeResource {
  /** Who proposed it, and for whom. */
  readonly proposers: readonly string[];
  /** The target's owner, when it has one. */
  readonly targetOwner?: string;
  /** The groups that its newest plan asks, also those it is escalated to. */
  readonly approverGroups: readonly string[];
  readonly environment: string;
}

/**
 * What a rule asks of the database: a change fits when one of the values is among what the property holds.
 *
 * @public
 */
export interface ChangeCriterion {
  readonly property: 'proposer' | 'targetOwner' | 'approver' | 'environment';
  readonly values: readonly string[];
}

/**
 * Changes as the resource of permissions.
 *
 * @public
 */
export const changeResourceRef = createPermissionResourceRef<
  ChangeResource,
  ChangeCriterion
>().with({ pluginId: 'mandate', resourceType: RESOURCE_TYPE_CHANGE });
